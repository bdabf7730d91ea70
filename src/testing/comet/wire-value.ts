/** A JSON value as the Comet wire has it. Integers beyond 2^53 are bigint. */
export type WireValue = null | boolean | number | bigint | string | WireValue[] | WireObject;

/** A JSON object of the Comet wire, under the vendor's field names. */
export interface WireObject {
  [key: string]: WireValue;
}

/** Whether the value is a JSON object (neither null nor a list). */
export function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object member of an object; an empty object when there is none. */
export function memberObject(value: WireObject, name: string): WireObject {
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  return isWireObject(member) ? member : {};
}

/** A text member of an object; empty when there is none. */
export function memberText(value: WireObject, name: string): string {
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof member === 'string' ? member : '';
}

/** A numeric member of an object; 0 when there is none. */
export function memberNumber(value: WireObject, name: string): number {
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof member === 'number' || typeof member === 'bigint' ? Number(member) : 0;
}

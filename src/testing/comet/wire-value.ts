/** A JSON value as the Comet wire has it. Integers beyond 2^53 are bigint. */
export type WireValue = null | boolean | number | bigint | string | WireValue[] | WireObject;

/** A JSON object of the Comet wire, under the vendor's field names. */
export interface WireObject {
  [key: string]: WireValue;
}

/** Whether a value is a JSON object (neither null nor a list). */
export function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

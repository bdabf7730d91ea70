/** What the wire writes for yes and no (contract 5.2). */
const TRUE: readonly unknown[] = [true, 1, '1', 'true'];
const FALSE: readonly unknown[] = [false, 0, '0', 'false'];

/** A boolean of the wire; undefined where there is none, null for anything else. */
export function readWireBoolean(value: unknown): boolean | null | undefined {
  if (value === undefined || value === null) return undefined;
  if (TRUE.includes(value)) return true;
  return FALSE.includes(value) ? false : null;
}

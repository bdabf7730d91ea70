/**
 * A frozen copy of plain JSON, so that neither the writer nor a reader can change what is stored. What is frozen
 * already is taken as it is: the ledger freezes its rows through and through.
 */
export function frozen<Value>(value: Value): Value;
export function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) return Object.freeze(value.map((item: unknown) => frozen(item)));
  // A spread keeps the shape of the row, which copying member by member would lose.
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const member = copy[key];
    if (typeof member === 'object' && member !== null) copy[key] = frozen<unknown>(member);
  }
  return Object.freeze(copy);
}

/** The value itself if nothing in it can change, else a frozen copy. Rows are plain JSON. */
export function frozen<Value>(value: Value): Value;
export function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => frozen(item));
    return Object.isFrozen(value) && items.every((item, index) => item === value[index])
      ? value
      : Object.freeze(items);
  }
  const copy: Record<string, unknown> = {};
  let isSame = Object.isFrozen(value);
  for (const [key, member] of Object.entries(value)) {
    const kept = frozen<unknown>(member);
    copy[key] = kept;
    isSame &&= kept === member;
  }
  return isSame ? value : Object.freeze(copy);
}

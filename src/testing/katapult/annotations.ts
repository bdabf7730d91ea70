import type { KeyValue } from './arguments.ts';

/** Pairs after a write: those sent replace those with the same key. */
export function mergedAnnotations(present: readonly KeyValue[], sent: readonly KeyValue[]): KeyValue[] {
  const keys = new Set(sent.map(({ key }) => key));
  return [...present.filter(({ key }) => !keys.has(key)), ...sent];
}

/** Whether pairs contain each of the wanted ones; a wanted key without a value fits any. */
export function hasAnnotations(present: readonly KeyValue[], wanted: readonly KeyValue[]): boolean {
  return wanted.every(({ key, value }) =>
    present.some((pair) => pair.key === key && (value === undefined || pair.value === value)),
  );
}

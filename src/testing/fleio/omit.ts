/** An answer whose rows lack some fields: those of a list, of a bare array, or the object itself. */
export function withoutFields(answer: object, fields: readonly string[]): object {
  if (fields.length === 0) return answer;
  if (Array.isArray(answer)) return answer.map((row: unknown) => withoutOwn(row, fields));
  if (!('objects' in answer && Array.isArray(answer.objects))) return Object(withoutOwn(answer, fields));
  return { ...answer, objects: answer.objects.map((row: unknown) => withoutOwn(row, fields)) };
}

function withoutOwn(row: unknown, fields: readonly string[]): unknown {
  if (typeof row !== 'object' || row === null) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => !fields.includes(name)));
}

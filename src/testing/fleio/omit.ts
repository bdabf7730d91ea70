/** An answer whose rows lack some fields: those of a list, of a bare array, or the object itself. */
export function withoutFields(answer: object, fields: readonly string[]): object {
  const trimmed = (row: unknown): unknown =>
    typeof row === 'object' && row !== null ? without(row, fields) : row;
  if (Array.isArray(answer)) return answer.map(trimmed);
  if ('objects' in answer && Array.isArray(answer.objects)) {
    return { ...answer, objects: answer.objects.map(trimmed) };
  }
  return without(answer, fields);
}

function without(row: object, fields: readonly string[]): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !fields.includes(name)));
}

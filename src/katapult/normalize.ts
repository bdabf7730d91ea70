import type { OperationFacts } from './operation.ts';

/**
 * The three liberties that the client takes with an answer, where the operation says so, and no other (rule D3):
 * annotations that are missing become an empty list, a member under its former name moves to its own, and a list of
 * one becomes its item. The answer is changed where it stands.
 */
export function normalize(answer: Record<string, unknown>, operation: OperationFacts<unknown>): void {
  const { annotated, aliases = {}, single } = operation;
  if (annotated) answer['annotations'] ??= [];
  for (const [alias, name] of Object.entries(aliases)) {
    if (!Object.hasOwn(answer, alias) || Object.hasOwn(answer, name)) continue;
    answer[name] = answer[alias];
    delete answer[alias];
  }
  const listed = single === undefined ? undefined : answer[single];
  if (single !== undefined && Array.isArray(listed) && listed.length === 1) answer[single] = listed[0];
}

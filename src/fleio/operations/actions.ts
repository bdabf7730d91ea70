/** What all actions have in common: no body is sent, and none of the answer is looked at (contract 4.5, 4.10). */
import { byId } from '../input-check.ts';
import type { Operation } from '../operation.ts';
import type { ById } from '../types/ids.ts';

/** An action on the object that the path names. */
export type Action = Operation<ById, undefined>;

/** The members that every action shares. */
export const ACTION: Pick<Action, 'method' | 'input' | 'answer'> = {
  method: 'POST',
  input: byId,
  answer: { ignored: true },
};

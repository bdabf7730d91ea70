import { textAnswer } from '../api/answers.ts';
import type { World } from './world.ts';

/** What an action answers when it is done: nobody has seen one, so it may be anything (contract 4.10). */
export function actionAnswer({ behaviour }: World): object {
  if (behaviour.actionAnswer === 'empty') return new Response(null, { status: 204 });
  return behaviour.actionAnswer === 'text' ? textAnswer('done') : { detail: 'done (FakeFleio)' };
}

import type { Clock } from '../../core/time.ts';
import type { Random } from '../random.ts';
import type { JetpackBehaviour } from './behaviour.ts';
import type { JetpackState } from './state.ts';

/** What the endpoints of one fake share. */
export interface World {
  readonly state: JetpackState;
  readonly clock: Clock;
  readonly random: Random;
  readonly behaviour: JetpackBehaviour;
  /** How long start tokens are good, in seconds; undefined: for ever. */
  readonly tokenSeconds: number | undefined;
  /** Sites by the secret of a link at which their owner connects them, once. */
  readonly links: Map<string, string>;
  /** The next id; no two rows share one, so that ids mixed up are noticed. */
  readonly nextId: () => number;
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

/** Letters and digits by chance. */
export function randomWord(random: Random, length: number): string {
  let word = '';
  while (word.length < length) word += LETTERS[Math.floor(random() * LETTERS.length)] ?? '';
  return word;
}

import type { FakeApiOptions } from '../api/fake-api.ts';
import type { JetpackBehaviour } from './behaviour.ts';
import { refuse } from './seed.ts';
import type { JetpackSeed } from './seed-rows.ts';

/** Options of `FakeJetpack`. */
export interface FakeJetpackOptions extends FakeApiOptions, JetpackSeed {
  /** Answers to what is not known of the real API. */
  readonly behaviour?: Partial<JetpackBehaviour>;
  /** Seconds for which a start token is good. Default: for ever. */
  readonly tokenSeconds?: number;
}

/** @throws InvalidInputError for options that no server could have */
export function checkOptions({ tokenSeconds = 1 }: FakeJetpackOptions): void {
  if (!(Number.isFinite(tokenSeconds) && tokenSeconds > 0)) {
    refuse([{ path: 'tokenSeconds', message: `${tokenSeconds} is no time` }]);
  }
}

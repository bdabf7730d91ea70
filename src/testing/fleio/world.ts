import type { Clock } from '../../core/time.ts';
import type { Random } from '../random.ts';
import type { Balances } from './balances.ts';
import type { FleioBehaviour } from './behaviour.ts';
import type { SsoProofs } from './sso-proofs.ts';
import type { FleioState } from './state.ts';

/** What the endpoints of one fake Fleio share. */
export interface World {
  readonly state: FleioState;
  /** The clock of the server, with its skew. */
  readonly clock: Clock;
  readonly random: Random;
  readonly behaviour: FleioBehaviour;
  readonly version: string;
  /** Rows of a page when the caller does not say. */
  readonly pageSize: number;
  readonly balances: Balances;
  readonly proofs: SsoProofs;
  readonly ids: Ids;
}

/** Gives out ids. No two rows of any kind share one, so that ids mixed up are noticed. */
export class Ids {
  readonly #taken = new Set<number>();
  #next = 1001;

  /** The id that is wanted, or the next that is free. */
  take(wanted: number | undefined): number {
    while (this.#taken.has(this.#next)) this.#next += 1;
    const id = wanted ?? this.#next;
    this.#taken.add(id);
    return id;
  }

  isTaken(id: number): boolean {
    return this.#taken.has(id);
  }
}

import type { LifeBook } from '../lifecycle/life-book.ts';
import type { AuditPolicy } from '../policy.ts';
import type { ServiceKey } from '../service.ts';
import type { Listing } from './listing.ts';
import { RhythmBook } from './rhythm-book.ts';
import { ServiceRhythm } from './service-rhythm.ts';

/** Folds listings that come in order of time, with memory for the services and not for the snapshots. */
export class RhythmFolder {
  readonly #lives: LifeBook;
  readonly #policy: AuditPolicy;
  readonly #services = new Map<ServiceKey, ServiceRhythm>();
  #newestMs = Number.NEGATIVE_INFINITY;
  #unresolved = 0;

  constructor(lives: LifeBook, policy: AuditPolicy) {
    this.#lives = lives;
    this.#policy = policy;
  }

  /** Whether the listing came in order of time; one that did not is not taken in. */
  add(listing: Listing): boolean {
    if (listing.at < this.#newestMs) return false;
    this.#newestMs = listing.at;
    const { deviceRef: reference, account, text, category } = listing.line;
    const { known } = this.#lives.identify({ reference, account, text }, category);
    if (known === null) {
      this.#unresolved += 1;
      return true;
    }
    let service = this.#services.get(known.key);
    if (service === undefined) {
      service = new ServiceRhythm(this.#policy);
      this.#services.set(known.key, service);
    }
    service.add(listing);
    return true;
  }

  finish(): RhythmBook {
    for (const service of this.#services.values()) service.settle();
    return new RhythmBook(this.#services, this.#policy, this.#unresolved);
  }
}

import { type AccountAliases, DeviceIndex } from '../../identity/index.ts';
import type { AuditPolicy } from '../policy.ts';
import { DeviceHistory } from './device-history.ts';
import { byTime, type TimedFact } from './fact-reader.ts';
import { LifeBook } from './life-book.ts';

const HOURS_OF_A_DAY = 24;

/** Folds facts that come in order of time into lives, with memory for the devices and not for the facts. */
export class LifeFolder {
  readonly #policy: AuditPolicy;
  readonly #aliases: AccountAliases;
  readonly #countable: ReadonlySet<string>;
  readonly #index: DeviceIndex<DeviceHistory>;
  readonly #byAccount = new Map<string, Set<DeviceHistory>>();
  /** Facts of one instant, which may come in any order. */
  #together: TimedFact[] = [];

  constructor(policy: AuditPolicy, aliases: AccountAliases) {
    this.#policy = policy;
    this.#aliases = aliases;
    this.#countable = new Set(policy.countable);
    this.#index = new DeviceIndex<DeviceHistory>([], { aliases });
  }

  /** Whether the fact came in order of time; one that did not is not taken in. */
  add(fact: TimedFact): boolean {
    const at = this.#together[0]?.at ?? Number.NEGATIVE_INFINITY;
    if (fact.at < at) return false;
    if (fact.at > at) this.#settle();
    this.#together.push(fact);
    return true;
  }

  finish(): LifeBook {
    this.#settle();
    return new LifeBook(this.#index, this.#byAccount.keys(), this.#policy, this.#aliases);
  }

  #settle(): void {
    for (const fact of this.#together.sort(byTime)) this.#apply(fact);
    this.#together = [];
  }

  #apply({ fact, at, seenAt }: TimedFact): void {
    if (fact.kind === 'accountEnd') {
      for (const device of this.#byAccount.get(fact.account.trim()) ?? []) device.endAccount(at);
      return;
    }
    const device = this.#device(fact.account.trim(), fact.device.trim().toLowerCase());
    if (fact.kind === 'registered') device.register(at);
    else if (fact.kind === 'revoked') device.revoke(at);
    else if (fact.kind === 'missing') device.miss(seenAt, at);
    else if (fact.kind === 'active') device.work(at, fact.category ?? null);
    else device.count(fact.category, at, fact.count, this.#countable.has(fact.category));
  }

  #device(account: string, deviceId: string): DeviceHistory {
    const known = this.#index.find(deviceId, account);
    if (known !== undefined) return known;
    const reachDays = Math.ceil(this.#policy.anchorWindowHours / HOURS_OF_A_DAY);
    const device = this.#index.add(new DeviceHistory(account, deviceId, reachDays));
    const siblings = this.#byAccount.get(account);
    if (siblings === undefined) this.#byAccount.set(account, new Set([device]));
    else siblings.add(device);
    return device;
  }
}

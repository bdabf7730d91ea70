import {
  type AccountAliases,
  type AccountIndex,
  AccountLadder,
  type DeviceIndex,
  type DeviceReference,
  type DeviceResolution,
} from '../../identity/index.ts';
import { type DayNumber, dayOf, dayText } from '../days.ts';
import type { Life } from '../finding.ts';
import type { AuditPolicy } from '../policy.ts';
import type { Service } from '../records.ts';
import { type ServiceKey, serviceKey } from '../service.ts';
import type { DeviceHistory } from './device-history.ts';
import type { LifeSpan, StopWindow } from './device-life.ts';

/** The life by which a day is judged, or that the day lies before the first one. */
export type LifeOnDay = { readonly span: LifeSpan } | { readonly startsOn: DayNumber };

/** A service that is known, with its key and its lives worked out once. */
export interface KnownService {
  readonly service: Service;
  readonly key: ServiceKey;
  readonly lives: readonly LifeSpan[];
  readonly history: DeviceHistory;
}

/** A life as the door shows it. */
export function writeLife({ from, stop }: LifeSpan): Life {
  const contradictedBy = stop?.contradictedBy ?? null;
  return {
    from: dayText(from),
    stop: stop === null ? null : writeStop(stop),
    contradictedBy: contradictedBy === null ? null : new Date(contradictedBy).toISOString(),
  };
}

function writeStop({ earliest, latest, source }: StopWindow): NonNullable<Life['stop']> {
  const isEvent = source === 'event' || source === 'accountEnd';
  return {
    earliest: dayText(earliest),
    latest: dayText(latest),
    source,
    grade: isEvent ? 'observed' : 'inferred',
  };
}

/** All devices that facts tell of, and when each of their services lived. Made by `foldLives`. */
export class LifeBook {
  readonly #index: DeviceIndex<DeviceHistory>;
  readonly #accounts: AccountIndex<{ readonly account: string }>;
  readonly #policy: AuditPolicy;
  readonly #services = new Map<DeviceHistory, Map<string, KnownService>>();

  /** @internal */
  constructor(
    index: DeviceIndex<DeviceHistory>,
    accounts: Iterable<string>,
    policy: AuditPolicy,
    aliases: AccountAliases,
  ) {
    this.#index = index;
    this.#policy = policy;
    this.#accounts = new AccountLadder(aliases).among(Array.from(accounts, (account) => ({ account })));
  }

  /** The device that a printed line means. Source: X5. */
  resolve(line: DeviceReference): DeviceResolution<{ readonly deviceId: string; readonly account: string }> {
    return this.#index.resolve(line);
  }

  /** Lives of a service, oldest first; none for a device that no fact names. */
  livesOf(service: Service): readonly Life[] {
    return this.#known(service)?.lives.map(writeLife) ?? [];
  }

  /**
   * The life by which a charge of that day is judged: the one that contains it, else the latest that stopped before
   * it. Null for an unknown device, and before the first registration.
   *
   * @throws InvalidInputError for a text that is no calendar day
   */
  at(service: Service, day: string): Life | null {
    const known = this.#known(service);
    const found = known === undefined ? undefined : this.lifeOn(known.lives, dayOf(day, 'day'));
    return found === undefined || 'startsOn' in found ? null : writeLife(found.span);
  }

  /**
   * Most units that readings counted on that day, or in the last reading within `policy.anchorWindowHours` before it;
   * null where there is none, because an old count proves nothing of a later day.
   *
   * @throws InvalidInputError for a text that is no calendar day
   */
  unitsOn({ account, device, category }: Service, day: string): number | null {
    return this.#device(account, device)?.unitsOn(category, dayOf(day, 'day')) ?? null;
  }

  /** @internal The service of a printed line, or how the lookup ended. */
  identify(
    line: DeviceReference,
    category: string,
  ): { readonly resolution: DeviceResolution<DeviceHistory>; readonly known: KnownService | null } {
    const resolution = this.#index.resolve(line);
    return { resolution, known: 'device' in resolution ? this.#service(resolution.device, category) : null };
  }

  /** @internal The known account that a printed one means; null if none does, or several. */
  accountNamed(printed: string | null): string | null {
    return this.#accounts.pick(printed)?.candidate.account ?? null;
  }

  /** @internal The last day of a stop that counts. */
  endOf({ earliest, latest }: StopWindow): DayNumber {
    return this.#policy.stopEnd === 'latest' ? latest : earliest;
  }

  /** @internal */
  lifeOn(lives: readonly LifeSpan[], day: DayNumber): LifeOnDay | undefined {
    let before: LifeSpan | undefined;
    for (let index = lives.length - 1; index >= 0; index -= 1) {
      const span = lives[index];
      if (span === undefined || (span.from !== null && span.from > day)) continue;
      // A life of which no end is known ended at the latest when the next one began.
      const contains = span.stop === null ? before === undefined : day <= this.endOf(span.stop);
      if (contains) return { span };
      before ??= span;
    }
    if (before !== undefined) return { span: before };
    const startsOn = lives[0]?.from ?? null;
    return startsOn === null ? undefined : { startsOn };
  }

  #known({ account, device, category }: Service): KnownService | undefined {
    const history = this.#device(account, device);
    return history === undefined ? undefined : this.#service(history, category);
  }

  #device(account: string, device: string): DeviceHistory | undefined {
    return this.#index.find(device, account);
  }

  #service(history: DeviceHistory, category: string): KnownService {
    let services = this.#services.get(history);
    if (services === undefined) {
      services = new Map();
      this.#services.set(history, services);
    }
    let known = services.get(category);
    if (known === undefined) {
      const service = { account: history.account, device: history.deviceId, category };
      known = { service, key: serviceKey(service), lives: history.livesOf(category), history };
      services.set(category, known);
    }
    return known;
  }
}

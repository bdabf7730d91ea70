import { dayOfMs } from '../days.ts';
import { CountRuns } from './count-runs.ts';
import { DeviceLife, type LifeSpan } from './device-life.ts';

/** Everything known about one device of one account. */
export class DeviceHistory {
  readonly account: string;
  readonly deviceId: string;
  readonly #lives: DeviceLife[] = [];
  readonly #counts = new Map<string, CountRuns>();
  #lastEvent = Number.NEGATIVE_INFINITY;

  readonly #reachDays: number;

  /** @param reachDays so many days after a reading its counts are no longer known */
  constructor(account: string, deviceId: string, reachDays: number) {
    this.account = account;
    this.deviceId = deviceId;
    this.#reachDays = reachDays;
  }

  register(at: number): void {
    const life = this.#lives.at(-1);
    if (life === undefined) {
      this.#lives.push(new DeviceLife(at));
      return;
    }
    const isLater = life.registeredAt === null || at > life.registeredAt;
    if (life.wasGone && isLater) this.#lives.push(new DeviceLife(at));
  }

  revoke(at: number): void {
    this.#lastEvent = at;
    this.#current().revoke(dayOfMs(at));
  }

  /** An absence that an event explains says nothing: the device may be there again. */
  miss(seenAt: number, goneAt: number): void {
    if (this.#lastEvent >= seenAt && this.#lastEvent <= goneAt) return;
    this.#current().miss(seenAt, goneAt);
  }

  count(category: string, at: number, count: number, provesStop: boolean): void {
    const life = this.#current();
    if (count > 0) life.see();
    if (provesStop) life.count(category, dayOfMs(at), count);
    let runs = this.#counts.get(category);
    if (runs === undefined) {
      runs = new CountRuns(this.#reachDays);
      this.#counts.set(category, runs);
    }
    runs.add(dayOfMs(at), count);
  }

  work(at: number, category: string | null): void {
    this.#current().work(at, category);
  }

  endAccount(at: number): void {
    this.#current().endAccount(dayOfMs(at));
  }

  /** Lives of one of its services, oldest first. */
  livesOf(category: string): LifeSpan[] {
    return this.#lives.map((life) => life.of(category));
  }

  unitsOn(category: string, day: number): number | null {
    return this.#counts.get(category)?.on(day) ?? null;
  }

  /** A device of which something is known before its registration lives from an unknown day on. */
  #current(): DeviceLife {
    const life = this.#lives.at(-1);
    if (life !== undefined) return life;
    const unknown = new DeviceLife(null);
    this.#lives.push(unknown);
    return unknown;
  }
}

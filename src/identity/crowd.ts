import type { AccountIndex } from './account-index.ts';
import type { AccountLadder } from './account-ladder.ts';
import { plainId } from './plain-id.ts';

/** A device that is known with its full id, and the account that it belongs to, where that is known. */
export interface KnownDevice {
  readonly deviceId: string;
  readonly account: string | null;
}

/** An account as it is told from others of one id. */
export function plainAccount(account: string | null): string {
  return account?.trim() ?? '';
}

/** Devices that one text may mean. */
export interface Group<Device extends KnownDevice> {
  /** The text is their whole id. */
  readonly isExact: boolean;
  /** In the order in which they were added. Never changed, and one list for all who ask the same. */
  readonly devices: readonly Device[];
  readonly byAccount: AccountIndex<Device>;
}

/**
 * Devices whose ids begin alike. Ids that are made at random are mostly alone; where they are numbered, thousands begin
 * alike, so nothing here looks at each of them for each line.
 */
export class Crowd<Device extends KnownDevice> {
  readonly #ladder: AccountLadder;
  readonly #devices: Device[] = [];
  /** By id, and then by account. */
  readonly #known = new Map<string, Map<string, Device>>();
  readonly #groups = new Map<string, Group<Device>>();
  /** Places in the list of devices, in the order of their ids. */
  #byId: readonly Ranked[] | undefined;

  constructor(ladder: AccountLadder) {
    this.#ladder = ladder;
  }

  /** Adds a device that is not known here. */
  add(device: Device): void {
    this.#devices.push(device);
    const id = plainId(device.deviceId);
    const ofId = this.#known.get(id) ?? new Map<string, Device>();
    ofId.set(plainAccount(device.account), device);
    this.#known.set(id, ofId);
    this.#byId = undefined;
    this.#groups.clear();
  }

  find(id: string, account: string | null): Device | undefined {
    return this.#known.get(id)?.get(plainAccount(account));
  }

  withId(id: string): Device[] {
    return [...(this.#known.get(id)?.values() ?? [])];
  }

  hasId(id: string): boolean {
    return this.#known.has(id);
  }

  /** The devices with just that id; without any, those whose id begins with the text. */
  meant(text: string): Group<Device> {
    const known = this.#groups.get(text);
    if (known !== undefined) return known;
    const isExact = this.hasId(text);
    const devices = Object.freeze(isExact ? this.withId(text) : this.#search(text));
    const group = { isExact, devices, byAccount: this.#ladder.among(devices) };
    // Texts that mean nothing may be many.
    if (devices.length > 0) this.#groups.set(text, group);
    return group;
  }

  #search(text: string): Device[] {
    this.#byId ??= this.#devices
      .map(({ deviceId }, place) => ({ id: plainId(deviceId), place }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const found: number[] = [];
    const ranked = this.#byId;
    for (let at = firstFrom(ranked, text); ranked[at]?.id.startsWith(text) === true; at += 1) {
      found.push(ranked[at]?.place ?? 0);
    }
    return found.sort((a, b) => a - b).flatMap((place) => this.#devices[place] ?? []);
  }
}

interface Ranked {
  readonly id: string;
  readonly place: number;
}

/** Where the ids begin that are not below a text. */
function firstFrom(ranked: readonly Ranked[], text: string): number {
  let [low, high] = [0, ranked.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranked[middle]?.id ?? text) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { ConfigError } from '../core/errors/input.ts';
import { AccountLadder } from './account-ladder.ts';
import type { AccountAliases, AccountRung } from './account-names.ts';
import { Crowd, type Group, type KnownDevice, plainAccount } from './crowd.ts';
import { plainId } from './plain-id.ts';

/** What a printed line says about its device. */
export interface DeviceReference {
  /** Full id or prefix as printed; null or blank if the line has none. */
  readonly reference: string | null;
  /** Account as printed. */
  readonly account: string | null;
  /** Text that may hold `Device ID: <hex>` where the line has no reference. */
  readonly text?: string | null;
}

/** Outcome of looking up a reference, with the states of X5. */
export type DeviceResolution<Device extends KnownDevice> =
  | {
      readonly state: 'exact' | 'unique_prefix' | 'account_disambiguated';
      readonly device: Device;
      /** How the printed account agrees with the device's; null if one is unknown or none agrees. */
      readonly rung: AccountRung | null;
      /** Printed and known account are both there and differ on every rung; the match stands. */
      readonly code: 'ACCOUNT_MISMATCH' | null;
    }
  | { readonly state: 'ambiguous'; readonly candidates: readonly Device[] }
  | { readonly state: 'unmatched' };

/** The five states in which a lookup can end. */
export type ResolutionState = DeviceResolution<KnownDevice>['state'];

/** Options of {@link DeviceIndex}. */
export interface DeviceIndexOptions {
  /** Shortest reference that may stand for a device, in characters. Default 6, which is also the least. */
  readonly prefixLength?: number;
  /** Renamed accounts; see {@link AccountLadder}. */
  readonly aliases?: AccountAliases;
}

/** Characters that the shortest reference has. */
export const DEFAULT_PREFIX_LENGTH = 6;

const DEVICE_ID_IN_TEXT = /Device ID:\s*([0-9a-f]+)/i;

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}

/**
 * The reference of a printed line, trimmed and in lower case; without one, the `Device ID: <hex>` of its text;
 * null if there is neither. Source: X5.
 */
export function readReference({
  reference,
  text = null,
}: Pick<DeviceReference, 'reference' | 'text'>): string | null {
  const printed = reference == null ? '' : plainId(reference);
  return printed === '' ? (DEVICE_ID_IN_TEXT.exec(text ?? '')?.[1]?.toLowerCase() ?? null) : printed;
}

/**
 * All known devices, by the first characters of the id, so that one lookup costs the same for ten devices and for
 * a million. Ids are compared in lower case. Source: X5, with the account ladder X4.
 *
 * @example
 * const index = new DeviceIndex([{ deviceId: 'aaaaaa1111', account: 'acme' }]);
 * index.resolve({ reference: 'aaaaaa', account: 'Acme' }).state; // 'unique_prefix'
 */
export class DeviceIndex<Device extends KnownDevice> {
  readonly prefixLength: number;
  readonly #ladder: AccountLadder;
  /** By the first characters: the one device, or all that begin alike. */
  readonly #near = new Map<string | number, Device | Crowd<Device>>();
  readonly #repeated = new Set<string>();

  /** @throws ConfigError for a prefix length below 6 or not whole; InvalidInputError for an alias cycle */
  constructor(devices: Iterable<Device> = [], options: DeviceIndexOptions = {}) {
    this.prefixLength = options.prefixLength ?? DEFAULT_PREFIX_LENGTH;
    if (!Number.isSafeInteger(this.prefixLength) || this.prefixLength < DEFAULT_PREFIX_LENGTH) {
      throw new ConfigError(`prefixLength is ${this.prefixLength}; give a whole number from 6 on`);
    }
    this.#ladder = new AccountLadder(options.aliases);
    for (const device of devices) this.add(device);
  }

  /** Adds a device, unless the same id and account are known: then the earlier one stays and is returned. */
  add(device: Device): Device {
    const id = plainId(device.deviceId);
    const key = prefixKey(id, this.prefixLength);
    const near = this.#near.get(key);
    if (near === undefined) {
      this.#near.set(key, device);
      return device;
    }
    const known = find(near, id, device.account);
    if (known !== undefined) return known;
    const crowd = this.#crowd(key, near);
    if (crowd.hasId(id)) this.#repeated.add(id);
    crowd.add(device);
    return device;
  }

  /** Forgets all devices. */
  clear(): void {
    this.#near.clear();
    if (this.#repeated.size > 0) this.#repeated.clear();
  }

  /** Full ids that are known under several accounts. */
  repeatedIds(): string[] {
    return [...this.#repeated];
  }

  /** The device with a full id and an account. */
  find(deviceId: string, account: string | null): Device | undefined {
    const id = plainId(deviceId);
    const near = this.#near.get(prefixKey(id, this.prefixLength));
    return near === undefined ? undefined : find(near, id, account);
  }

  /** All entries of a full id: several if it is known under several accounts. */
  withId(deviceId: string): readonly Device[] {
    const id = plainId(deviceId);
    const near = this.#near.get(prefixKey(id, this.prefixLength));
    if (near === undefined) return [];
    if (near instanceof Crowd) return near.withId(id);
    return isId(near, id) ? [near] : [];
  }

  /**
   * The device that a printed line means. Candidates of an ambiguous one come in the order of `add`; lines with one
   * reference get one list.
   */
  resolve(line: DeviceReference): DeviceResolution<Device> {
    const { account } = line;
    const wanted = readReference(line);
    if (wanted === null) return { state: 'unmatched' };
    const near = this.#near.get(prefixKey(wanted, this.prefixLength));
    if (near === undefined) return { state: 'unmatched' };
    if (!(near instanceof Crowd)) return this.#resolveAlone(wanted, account, near);
    return this.#settle(near.meant(wanted), account);
  }

  #crowd(key: string | number, near: Device | Crowd<Device>): Crowd<Device> {
    if (near instanceof Crowd) return near;
    const crowd = new Crowd<Device>(this.#ladder);
    crowd.add(near);
    this.#near.set(key, crowd);
    return crowd;
  }

  /** No other device begins like the only one that may be meant. */
  #resolveAlone(wanted: string, account: string | null, device: Device): DeviceResolution<Device> {
    if (isId(device, wanted)) return this.#match(device, account, 'exact');
    const begins = plainId(device.deviceId).startsWith(wanted);
    return begins ? this.#match(device, account, 'unique_prefix') : { state: 'unmatched' };
  }

  #settle({ isExact, devices, byAccount }: Group<Device>, account: string | null): DeviceResolution<Device> {
    const [device] = devices;
    if (device === undefined) return { state: 'unmatched' };
    if (devices.length === 1) return this.#match(device, account, isExact ? 'exact' : 'unique_prefix');
    const choice = byAccount.pick(account);
    if (choice === undefined) return { state: 'ambiguous', candidates: devices };
    const state = isExact ? 'exact' : 'account_disambiguated';
    return { state, device: choice.candidate, rung: choice.rung, code: null };
  }

  #match(device: Device, account: string | null, state: 'exact' | 'unique_prefix'): DeviceResolution<Device> {
    const rung = this.#ladder.rung(account, device.account) ?? null;
    const differs = rung === null && !isBlank(account) && !isBlank(device.account);
    return { state, device, rung, code: differs ? 'ACCOUNT_MISMATCH' : null };
  }
}

function find<Device extends KnownDevice>(
  near: Device | Crowd<Device>,
  id: string,
  account: string | null,
): Device | undefined {
  if (near instanceof Crowd) return near.find(id, account);
  return isId(near, id) && plainAccount(near.account) === plainAccount(account) ? near : undefined;
}

/** Digits of a key that a small integer holds. */
const MAX_KEY_DIGITS = 7;

/** The first characters of an id, hex digits as a number, which is found faster; a shorter id stands by itself. */
function prefixKey(id: string, length: number): string | number {
  if (id.length < length) return id;
  if (length > MAX_KEY_DIGITS) return id.slice(0, length);
  let key = 0;
  for (let index = 0; index < length; index += 1) {
    const digit = hexDigit(id.charCodeAt(index));
    if (digit < 0) return id.slice(0, length);
    key = key * 16 + digit;
  }
  return key;
}

/** Value of a hex digit in lower case; -1 for any other character. */
function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

/** Most ids that are compared differ in length, which is cheaper to see. */
function isId({ deviceId }: KnownDevice, id: string): boolean {
  return deviceId === id || (deviceId.length >= id.length && plainId(deviceId) === id);
}

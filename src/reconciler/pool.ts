import {
  type AccountAliases,
  DeviceIndex,
  type DeviceResolution,
  plainId,
  readReference,
} from '../identity/index.ts';
import type { Category } from './category.ts';
import { addLine, addServerRow, candidatesOf, hasLines, rareOf, serverRowsOf } from './cell.ts';
import { EntriesByAccount } from './entries-by-account.ts';
import { betterName, cellOf, newEntry } from './entry.ts';
import type { Exact } from './exact.ts';
import type { PortalRow, ServerRow } from './input.ts';
import type { LineSums } from './line-sums.ts';
import type { Line } from './price.ts';
import type { Cell, DeviceEntry, Entry } from './records.ts';
import { ServerKeys } from './server-keys.ts';

interface PoolOptions {
  readonly includeSuspended: boolean;
  readonly prefixLength: number;
  readonly aliases: AccountAliases;
  /** How many categories are compared. */
  readonly categories: number;
}

/** The last line that printed a reference, and what that means. */
interface LastLine {
  readonly deviceRef: string;
  readonly account: string | null;
  readonly found: DeviceResolution<DeviceEntry>;
}

/** Where a portal row belongs. */
export interface Placed {
  readonly entry: Entry;
  readonly cell: Cell;
  /** The device is known under another account than the printed one. */
  readonly mismatched: boolean;
}

/**
 * Brings the rows of both sides under common keys. The portal knows no server, so all servers form one pool:
 * the same account and device on two servers is one entry. All server rows come before the first portal row.
 * Source: reconciler 10.4.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #index: DeviceIndex<DeviceEntry>;
  readonly #serverKeys = new ServerKeys();
  /** Of known devices; all others join them at the end. */
  readonly #entries = new EntriesByAccount();
  readonly #sources = new Map<string, Entry>();
  readonly #bareLines = new Map<string | null, Entry>();
  readonly #unmatched = new Map<string, Map<string | null, Entry>>();
  readonly #ambiguous = new Map<string, (Entry | undefined)[]>();
  /** Of all cells that hold more than one plain line. */
  #severalLines: LineSums[] = [];
  /** Rows of one device mostly come one after the other. */
  #lastDevice: { readonly row: ServerRow; readonly entry: DeviceEntry } | undefined;
  #lastLine: LastLine | undefined;

  constructor(options: PoolOptions) {
    const { prefixLength, aliases } = options;
    this.#options = options;
    this.#index = new DeviceIndex<DeviceEntry>([], { prefixLength, aliases });
  }

  addServerRow(row: ServerRow, quantity: Exact, { number }: Category): void {
    const counts = this.#options.includeSuspended || !row.userSuspended;
    const entry = this.#deviceOf(row);
    if (entry === undefined) {
      if (counts) addServerRow(cellOf(this.#source(row.username.trim()), number), row, quantity);
      return;
    }
    entry.serverKeys = this.#serverKeys.with(entry.serverKeys, row.serverKey);
    if (row.friendlyName !== null) entry.friendlyName = betterName(entry.friendlyName, row.friendlyName);
    if (counts) addServerRow(cellOf(entry, number), row, quantity);
    else entry.suspended = true;
  }

  addPortalRow(row: PortalRow, line: Line, { number }: Category): Placed {
    const found = this.#resolve(row);
    const placed = this.#place(row, found, number);
    const begun = addLine(placed.cell, line);
    if (begun !== undefined) this.#severalLines.push(begun);
    return placed;
  }

  /** Devices known under several accounts: all entries of each such id. */
  sharedDevices(): (readonly DeviceEntry[])[] {
    return this.#index.repeatedIds().map((id) => this.#index.withId(id));
  }

  /** The lines of every key that has more than one plain line. */
  severalLines(): readonly LineSums[] {
    return this.#severalLines;
  }

  /** Hands over all entries, by account and device, once every row is in. */
  entries(): Entry[] {
    const ambiguous = [...this.#ambiguous.values()].flatMap((list) =>
      list.filter((entry) => entry !== undefined),
    );
    for (const entry of ambiguous) absorbCandidates(entry);
    const unmatched = [...this.#unmatched.values()].flatMap((accounts) => [...accounts.values()]);
    const others = [...ambiguous, ...unmatched, ...this.#bareLines.values(), ...this.#sources.values()];
    for (const entry of others) this.#entries.add(entry);
    return this.#entries.sorted();
  }

  /** Forgets all rows. */
  clear(): void {
    this.#index.clear();
    this.#entries.clear();
    this.#severalLines = [];
    this.#lastDevice = undefined;
    this.#lastLine = undefined;
    for (const kept of [this.#sources, this.#bareLines, this.#unmatched, this.#ambiguous]) {
      if (kept.size > 0) kept.clear();
    }
  }

  /** The entry of the device that a row names; undefined if it names none. */
  #deviceOf(row: ServerRow): DeviceEntry | undefined {
    const last = this.#lastDevice;
    if (last !== undefined && last.row.deviceId === row.deviceId && last.row.username === row.username) {
      return last.entry;
    }
    const deviceId = row.deviceId == null ? '' : plainId(row.deviceId);
    if (deviceId === '') return undefined;
    const made = newEntry('device', row.username.trim(), deviceId, this.#options.categories);
    const entry = this.#index.add(made);
    if (entry === made) this.#entries.add(entry);
    this.#lastDevice = { row, entry };
    return entry;
  }

  #source(account: string): Entry {
    return getOrAdd(this.#sources, account, () => this.#entry('source_without_device', account, null));
  }

  /** What a row's reference means; a row without one is unmatched. */
  #resolve(row: PortalRow): DeviceResolution<DeviceEntry> {
    const { deviceRef, account } = row.parsed;
    const last = this.#lastLine;
    if (last !== undefined && last.deviceRef === deviceRef && last.account === account) return last.found;
    const found = this.#index.resolve({ reference: deviceRef, account, text: row.service });
    // Without a reference the text may hold one.
    if (deviceRef !== null && deviceRef.trim() !== '') this.#lastLine = { deviceRef, account, found };
    return found;
  }

  #place(row: PortalRow, found: DeviceResolution<DeviceEntry>, category: number): Placed {
    if (found.state !== 'unmatched' && found.state !== 'ambiguous') {
      const entry = found.device;
      return { entry, cell: cellOf(entry, category), mismatched: found.code !== null };
    }
    const printed = readReference({ reference: row.parsed.deviceRef, text: row.service });
    const holder = row.parsed.account?.trim() || null;
    if (printed !== null && found.state === 'ambiguous') {
      return this.#placeAmbiguous(printed, holder, category, found.candidates);
    }
    const entry = printed === null ? this.#bareLine(holder) : this.#unmatchedLine(printed, holder);
    return { entry, cell: cellOf(entry, category), mismatched: false };
  }

  #bareLine(holder: string | null): Entry {
    return getOrAdd(this.#bareLines, holder, () => this.#entry('line_without_device', holder, null));
  }

  #unmatchedLine(printed: string, holder: string | null): Entry {
    const ofReference = getOrAdd(this.#unmatched, printed, () => new Map<string | null, Entry>());
    return getOrAdd(ofReference, holder, () => this.#entry('unmatched', holder, printed));
  }

  /** One entry per prefix and category, or candidates that two lines share would be counted twice. */
  #placeAmbiguous(
    printed: string,
    account: string | null,
    category: number,
    candidates: readonly DeviceEntry[],
  ): Placed {
    const prefix = printed.slice(0, this.#options.prefixLength);
    const ofPrefix = getOrAdd(this.#ambiguous, prefix, (): (Entry | undefined)[] => []);
    const entry = ofPrefix[category] ?? this.#entry('ambiguous', account, prefix);
    ofPrefix[category] = entry;
    if (entry.account !== account) entry.account = null;
    const cell = cellOf(entry, category);
    const rare = rareOf(cell);
    rare.candidates ??= new Set();
    rare.candidates.add(candidates);
    return { entry, cell, mismatched: false };
  }

  #entry(kind: Entry['kind'], account: string | null, deviceId: string | null): Entry {
    return newEntry(kind, account, deviceId, this.#options.categories);
  }
}

/** Candidates that no line matched give their server rows to the ambiguous entry. */
function absorbCandidates(entry: Entry): void {
  for (const [category, cell] of entry.cells.entries()) {
    if (cell === undefined) continue;
    const serverRows = [...serverRowsOf(cell)];
    for (const candidate of candidatesOf(cell)) {
      const theirs = candidate.cells[category];
      if (theirs === undefined || hasLines(theirs)) continue;
      rareOf(theirs).absorbed = true;
      for (const row of serverRowsOf(theirs)) serverRows.push(row);
      cell.server = cell.server.plus(theirs.server);
    }
    rareOf(cell).serverRows = serverRows;
  }
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}

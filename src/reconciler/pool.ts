import { type AccountAliases, DeviceIndex, readReference } from '../identity/index.ts';
import type { PortalRow, ServerRow } from './input.ts';
import { compareText, sortEntries } from './order.ts';
import type { ItemKind } from './report.ts';

/** What stands together under one key, over all categories. */
export interface Entry {
  readonly kind: ItemKind;
  account: string | null;
  readonly deviceId: string | null;
  friendlyName: string | null;
  readonly serverKeys: string[];
  /** A suspended user has it, and suspended users do not count. */
  suspended: boolean;
  /** By number of the category. */
  readonly cells: (Cell | undefined)[];
}

/** The rows of both sides of one entry in one category. */
export interface Cell {
  serverRows: ServerRow[];
  lines: PortalRow[];
  /** Lines that print another account than the device's. */
  mismatched: PortalRow[] | null;
  /** Devices that the lines may mean. */
  candidates: Set<DeviceEntry> | null;
  /** Its server rows went to an ambiguous entry. */
  absorbed: boolean;
}

/** An entry with a device id, as the index needs it. */
export interface DeviceEntry extends Entry {
  readonly deviceId: string;
}

/** Stands for every empty list; it is replaced, never pushed to. */
const NONE: never[] = [];

interface PoolOptions {
  readonly includeSuspended: boolean;
  readonly prefixLength: number;
  readonly aliases: AccountAliases;
}

/**
 * Brings the rows of both sides under common keys. The portal knows no server, so all servers form one pool:
 * the same account and device on two servers is one entry. All server rows come before the first portal row.
 * Source: reconciler 10.4.
 */
export class Pool {
  readonly #includeSuspended: boolean;
  readonly #index: DeviceIndex<DeviceEntry>;
  readonly #devices = new Set<DeviceEntry>();
  /** Rows of one device mostly come one after the other. */
  #last: DeviceEntry | undefined;
  readonly #sources = new Map<string, Entry>();
  readonly #bareLines = new Map<string | null, Entry>();
  readonly #unmatched = new Map<string, Map<string | null, Entry>>();
  readonly #ambiguous = new Map<string, (Entry | undefined)[]>();

  constructor({ includeSuspended, prefixLength, aliases }: PoolOptions) {
    this.#includeSuspended = includeSuspended;
    this.#index = new DeviceIndex<DeviceEntry>([], { prefixLength, aliases });
  }

  addServerRow(row: ServerRow, category: number): void {
    const counts = this.#includeSuspended || !row.userSuspended;
    const account = row.username.trim();
    const deviceId = row.deviceId?.trim().toLowerCase() ?? '';
    if (deviceId === '') {
      if (!counts) return;
      const source = getOrAdd(this.#sources, account, () => newEntry('source_without_device', account, null));
      addServer(source, category, row);
      return;
    }
    const entry = this.#device(deviceId, account);
    this.#last = entry;
    if (!entry.serverKeys.includes(row.serverKey)) entry.serverKeys.push(row.serverKey);
    entry.friendlyName = betterName(entry.friendlyName, row.friendlyName);
    if (counts) addServer(entry, category, row);
    else entry.suspended = true;
  }

  addPortalRow(row: PortalRow, category: number): void {
    const { deviceRef, account } = row.parsed;
    const printed = readReference({ reference: deviceRef, text: row.service });
    const holder = account?.trim() || null;
    if (printed === null) {
      const entry = getOrAdd(this.#bareLines, holder, () => newEntry('line_without_device', holder, null));
      addLine(entry, category, row);
      return;
    }
    const found = this.#index.resolve({ reference: printed, account });
    if (found.state === 'unmatched') {
      const ofReference = getOrAdd(this.#unmatched, printed, () => new Map<string | null, Entry>());
      const entry = getOrAdd(ofReference, holder, () => newEntry('unmatched', holder, printed));
      addLine(entry, category, row);
    } else if (found.state === 'ambiguous') {
      this.#addAmbiguous(row, printed, holder, category, found.candidates);
    } else {
      const cell = addLine(found.device, category, row);
      if (found.code !== null) {
        cell.mismatched ??= [];
        cell.mismatched.push(row);
      }
    }
  }

  /** Devices known under several accounts: all entries of each such id. */
  sharedDevices(): DeviceEntry[][] {
    const shared: DeviceEntry[][] = [];
    for (const entry of this.#devices) {
      const same = this.#index.withId(entry.deviceId);
      if (same.length > 1 && same[0] === entry) shared.push([...same]);
    }
    return shared;
  }

  /** All entries, by account and device, once every row is in. */
  entries(): Entry[] {
    const ambiguous = [...this.#ambiguous.values()].flatMap((list) =>
      list.filter((entry) => entry !== undefined),
    );
    for (const entry of ambiguous) absorbCandidates(entry);
    const unmatched = [...this.#unmatched.values()].flatMap((accounts) => [...accounts.values()]);
    for (const { serverKeys } of this.#devices) if (serverKeys.length > 1) serverKeys.sort(compareText);
    return sortEntries([
      ...this.#devices,
      ...ambiguous,
      ...unmatched,
      ...this.#bareLines.values(),
      ...this.#sources.values(),
    ]);
  }

  #device(deviceId: string, account: string): DeviceEntry {
    const last = this.#last;
    if (last !== undefined && last.deviceId === deviceId && last.account === account) return last;
    const known = this.#index.withId(deviceId).find((entry) => entry.account === account);
    if (known !== undefined) return known;
    const entry: DeviceEntry = { ...newEntry('device', account, deviceId), deviceId };
    this.#devices.add(entry);
    return this.#index.add(entry);
  }

  /** One entry per prefix and category, or candidates that two lines share would be counted twice. */
  #addAmbiguous(
    row: PortalRow,
    printed: string,
    account: string | null,
    category: number,
    candidates: readonly DeviceEntry[],
  ): void {
    const prefix = printed.slice(0, this.#index.prefixLength);
    const ofPrefix = getOrAdd(this.#ambiguous, prefix, (): (Entry | undefined)[] => []);
    const entry = ofPrefix[category] ?? newEntry('ambiguous', account, prefix);
    ofPrefix[category] = entry;
    if (entry.account !== account) entry.account = null;
    const cell = addLine(entry, category, row);
    cell.candidates ??= new Set();
    for (const candidate of candidates) cell.candidates.add(candidate);
  }
}

function newEntry(kind: ItemKind, account: string | null, deviceId: string | null): Entry {
  return {
    kind,
    account,
    deviceId,
    friendlyName: null,
    serverKeys: [],
    suspended: false,
    cells: [],
  };
}

/** Most lists hold one row for ever; a literal keeps room for just that one. */
function cellOf(entry: Entry, category: number): Cell {
  const known = entry.cells[category];
  if (known !== undefined) return known;
  const cell: Cell = { serverRows: NONE, lines: NONE, mismatched: null, candidates: null, absorbed: false };
  entry.cells[category] = cell;
  return cell;
}

function addServer(entry: Entry, category: number, row: ServerRow): void {
  const cell = cellOf(entry, category);
  if (cell.serverRows.length === 0) cell.serverRows = [row];
  else cell.serverRows.push(row);
}

function addLine(entry: Entry, category: number, row: PortalRow): Cell {
  const cell = cellOf(entry, category);
  if (cell.lines.length === 0) cell.lines = [row];
  else cell.lines.push(row);
  return cell;
}

/** Candidates that no line matched give their server rows to the ambiguous entry. */
function absorbCandidates(entry: Entry): void {
  for (const [category, cell] of entry.cells.entries()) {
    if (cell === undefined) continue;
    const rows: ServerRow[] = [];
    for (const candidate of cell.candidates ?? []) {
      const theirs = candidate.cells[category];
      if (theirs === undefined || theirs.lines.length > 0) continue;
      theirs.absorbed = true;
      for (const row of theirs.serverRows) rows.push(row);
    }
    cell.serverRows = rows;
  }
}

/** The longest name says most; of equally long ones the first in code-unit order, whatever came first. */
function betterName(known: string | null, next: string | null): string | null {
  if (known === null || next === null) return known ?? next;
  if (known.length !== next.length) return known.length > next.length ? known : next;
  return known < next ? known : next;
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}

import { type Cell, newCell } from './cell.ts';
import type { ItemKind } from './report.ts';

/** What stands together under one key, over all categories. */
export interface Entry {
  readonly kind: ItemKind;
  account: string | null;
  readonly deviceId: string | null;
  friendlyName: string | null;
  /** Never changed: entries of one server share it. */
  serverKeys: readonly string[];
  /** A suspended user has it, and suspended users do not count. */
  suspended: boolean;
  /** By number of the category. */
  readonly cells: (Cell | undefined)[];
}

/** An entry with a device id, as the index needs it. */
export interface DeviceEntry extends Entry {
  readonly account: string;
  readonly deviceId: string;
}

const NO_KEYS: readonly never[] = [];

/** @param categories how many there are */
export function newEntry<Account extends string | null, Id extends string | null>(
  kind: ItemKind,
  account: Account,
  deviceId: Id,
  categories: number,
): Entry & { readonly account: Account; readonly deviceId: Id } {
  return {
    kind,
    account,
    deviceId,
    friendlyName: null,
    serverKeys: NO_KEYS,
    suspended: false,
    cells: new Array<Cell | undefined>(categories).fill(undefined),
  };
}

export function cellOf({ cells }: Entry, category: number): Cell {
  const known = cells[category];
  if (known !== undefined) return known;
  const cell = newCell();
  cells[category] = cell;
  return cell;
}

/** The longest name says most; of equally long ones the first in code-unit order, whatever came first. */
export function betterName(known: string | null, next: string | null): string | null {
  if (known === null || next === null) return known ?? next;
  if (known.length !== next.length) return known.length > next.length ? known : next;
  return known < next ? known : next;
}

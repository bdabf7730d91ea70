import { newCell } from './cell.ts';
import type { Cell, Entry } from './records.ts';
import type { ItemKind } from './report.ts';

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

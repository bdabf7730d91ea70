import { formatUnits, toUnits } from '../../core/amount.ts';
import type { CreditLot } from '../rows.ts';

/** A lot in work: the row as it was, and the figures as they become, in units of the account's scale. */
export interface Cell {
  readonly lot: CreditLot;
  readonly isNew: boolean;
  readonly held: bigint;
  remaining: bigint;
  consumed: bigint;
  changed: boolean;
}

/** The cell of a stored row. */
export function cellOf(lot: CreditLot, scale: number): Cell {
  return {
    lot,
    isNew: false,
    held: toUnits(lot.held, scale),
    remaining: toUnits(lot.remaining, scale),
    consumed: toUnits(lot.consumed, scale),
    changed: false,
  };
}

/** The row to write. */
export function rowOf(cell: Cell, scale: number): CreditLot {
  return Object.freeze({
    ...cell.lot,
    remaining: formatUnits(cell.remaining, scale),
    consumed: formatUnits(cell.consumed, scale),
    rowVersion: cell.isNew ? 1 : cell.lot.rowVersion + 1,
  });
}

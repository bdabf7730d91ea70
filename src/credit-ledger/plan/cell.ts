import { formatUnits, toUnits } from '../../core/amount.ts';
import type { CreditLot, LateExpiry, LotFigures } from '../rows.ts';

/** Credit that came back after the expiry of its lot, and expires at that instant. */
export interface Late {
  readonly at: string;
  units: bigint;
  /** What usage from before the expiry took of it. */
  taken: bigint;
  /** Until debts were settled with it, it is part of what remains. */
  isBooked: boolean;
}

/** A lot in work: the row as it was, and the figures as they become, in units of the account's scale. */
export interface Cell extends Record<Exclude<keyof LotFigures, 'original'>, bigint> {
  /** Its figures are those of the store; its terms are the current ones. */
  lot: CreditLot;
  readonly isNew: boolean;
  refundDebited: bigint;
  /** The earliest first. */
  late: readonly Late[];
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
    refunded: toUnits(lot.refunded, scale),
    voided: toUnits(lot.voided, scale),
    expired: toUnits(lot.expired, scale),
    refundDebited: toUnits(lot.refundDebited, scale),
    late: lot.lateExpiry.length === 0 ? NONE : lot.lateExpiry.map((part) => lateOf(part, scale)),
    changed: false,
  };
}

/** The cell of a lot that nothing was taken from yet. */
export function newCell(lot: CreditLot, units: bigint): Cell {
  const none = { held: 0n, consumed: 0n, refunded: 0n, voided: 0n, expired: 0n, refundDebited: 0n };
  return { lot, isNew: true, remaining: units, ...none, late: NONE, changed: true };
}

/** What a row says of late expiry: one part per instant. */
export function lateExpiryOf(
  late: readonly Pick<Late, 'at' | 'units' | 'taken'>[],
  scale: number,
): readonly LateExpiry[] {
  if (late.length === 0) return NO_LATE_EXPIRY;
  const byInstant = new Map<string, { units: bigint; taken: bigint }>();
  for (const { at, units, taken } of late) {
    const known = byInstant.get(at) ?? { units: 0n, taken: 0n };
    byInstant.set(at, { units: known.units + units, taken: known.taken + taken });
  }
  const parts = [...byInstant].map(([at, { units, taken }]): LateExpiry => {
    const part = { at, amount: formatUnits(units, scale) };
    return Object.freeze(taken > 0n ? { ...part, taken: formatUnits(taken, scale) } : part);
  });
  return Object.freeze(parts);
}

/** What a row says where nothing expired late. */
export const NO_LATE_EXPIRY: readonly LateExpiry[] = Object.freeze([]);

const NONE: readonly Late[] = Object.freeze([]);

/** The working form of a part of a row. */
export function lateOf({ at, amount, taken = '0' }: LateExpiry, scale: number): Late {
  return { at, units: toUnits(amount, scale), taken: toUnits(taken, scale), isBooked: true };
}

/** The row to write. */
export function rowOf(cell: Cell, scale: number): CreditLot {
  const text = (units: bigint): string => formatUnits(units, scale);
  return Object.freeze({
    ...cell.lot,
    remaining: text(cell.remaining),
    held: text(cell.held),
    consumed: text(cell.consumed),
    refunded: text(cell.refunded),
    voided: text(cell.voided),
    expired: text(cell.expired),
    refundDebited: text(cell.refundDebited),
    lateExpiry: lateExpiryOf(cell.late, scale),
    rowVersion: cell.isNew ? 1 : cell.lot.rowVersion + 1,
  });
}

/**
 * What may be taken at an instant at which the lot is in effect and not expired. That its expiry was booked
 * already makes no difference then (15.8).
 */
export function takeable({ lot, remaining, held, expired }: Cell): bigint {
  return lot.voidedAt === null ? remaining - held + expired : 0n;
}

/** Whether a lot is in effect and not expired at an instant. */
export function isUsable({ effectiveAt, expiresAt }: CreditLot, at: string): boolean {
  return effectiveAt <= at && (expiresAt === null || at < expiresAt);
}

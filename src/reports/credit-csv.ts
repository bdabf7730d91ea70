import type { DailyBalance, LotView } from '../credit-ledger/index.ts';
import { csvOf } from './csv.ts';

/** Columns of a day behind its date, in the order in which they add up. */
const MOVEMENTS = [
  'opening',
  'purchased',
  'bonus',
  'adjustment',
  'returned',
  'usage',
  'refunded',
  'voided',
  'expired',
  'closing',
  'debt',
] as const satisfies readonly (keyof DailyBalance)[];

/** Business days of a credit ledger as CSV, one line each, with all their decimals. */
export function dailyBalancesCsv(days: readonly DailyBalance[], currency: string): string {
  return csvOf(
    ['date', ...MOVEMENTS, 'usage_amount', 'currency'],
    days.map((day) => [day.date, ...MOVEMENTS.map((movement) => day[movement]), day.usageAmount, currency]),
  );
}

/** Lots of a credit ledger as CSV, one line each. An empty `expires_at` never expires. */
export function lotsCsv(lots: readonly LotView[], currency: string): string {
  return csvOf(
    [
      'lot',
      'label',
      'kind',
      'status',
      'day',
      'effective_at',
      'expires_at',
      'original',
      'remaining',
      'held',
      'available',
      'consumed',
      'refunded',
      'voided',
      'expired',
      'currency',
    ],
    lots.map((lot) => [
      lot.id,
      lot.label,
      lot.kind,
      lot.status,
      lot.day,
      lot.effectiveAt,
      lot.expiresAt,
      lot.original,
      lot.remaining,
      lot.held,
      lot.available,
      lot.consumed,
      lot.refunded,
      lot.voided,
      lot.expired,
      currency,
    ]),
  );
}

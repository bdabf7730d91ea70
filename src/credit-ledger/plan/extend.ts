import type { Day, InstantInput } from '../../core/time.ts';
import { orderKey } from '../policy/order.ts';
import type { ExtensionResult, Settlement } from '../results.ts';
import { type Cell, takeable } from './cell.ts';
import { recorded, replayed } from './command.ts';
import type { Draft } from './draft.ts';
import { reviveUntil } from './expiry.ts';
import { settleDebts } from './fund.ts';
import { Intake } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { termsOf } from './lots.ts';
import type { Planning } from './read.ts';
import { refusal } from './refusal.ts';
import { causeOn, expireReturned } from './return.ts';

/** A longer life for a lot. */
export interface ExtensionInput {
  readonly id: string;
  /** From this instant or day on it may not pay any more, later than before; `null`: it never expires. */
  readonly expiresAt: InstantInput | Day | null;
  /** Why; it stands on the entries. */
  readonly reason: string;
}

/** An extension that is known to be possible. */
export interface ExtensionFacts {
  readonly expiresAt: string | null;
  readonly commandKey: string;
  readonly reason: string | null;
}

/** The command behind `CreditLedger.extendLot`. */
export function extendLot(lotId: string, extension: ExtensionInput): LedgerCommand<ExtensionResult> {
  return (draft) => planExtension(draft, lotId, extension);
}

function* planExtension(draft: Draft, lot: string, input: ExtensionInput): Planning<ExtensionResult> {
  const intake = new Intake(draft.head.account);
  const lotId = intake.id(lot, 'lotId');
  const id = intake.id(input.id, 'id');
  const expiresAt = input.expiresAt === null ? null : intake.moment(input.expiresAt, 'expiresAt').at;
  const reason = intake.id(input.reason, 'reason');
  intake.finish('extendLot');
  const key = `extend:${id}`;
  const request = JSON.stringify(['extendLot', id, lotId, expiresAt, reason]);
  const known = yield* replayed(draft, key, request, 'extendLot');
  if (known !== undefined) return known;
  const [cell] = yield* draft.stock.byId([lotId]);
  if (cell === undefined) throw refusal('extendLot', 'lotId', 'is not on record', 'LOT_UNKNOWN');
  const { voidedAt, expiresAt: until } = cell.lot;
  if (voidedAt !== null) throw refusal('extendLot', 'lotId', `was voided at ${voidedAt}`, 'LOT_VOIDED');
  if (until === null) intake.refuse('lotId', 'never expires; there is nothing to extend');
  else if (expiresAt !== null && expiresAt <= until)
    intake.refuse('expiresAt', `must be later than ${until}`);
  intake.finish('extendLot');
  const extended = yield* bookExtension(draft, cell, { expiresAt, commandKey: key, reason });
  const result = { key, replayed: false, extensionId: id, lotId, expiresAt, ...extended };
  return recorded(draft, request, { command: 'extendLot', ...result });
}

/** Lets a lot pay for longer: expiry that was booked is taken back, and debts of the new time are settled. */
export function* bookExtension(
  draft: Draft,
  cell: Cell,
  { expiresAt, commandKey, reason }: ExtensionFacts,
): Planning<{ readonly revived: string; readonly settled: readonly Settlement[] }> {
  const revived = reviveUntil(draft, cell, expiresAt, { commandKey, reason });
  const { order } = draft.head.account;
  draft.stock.alter(cell, { expiresAt, orderKey: orderKey({ ...cell.lot, expiresAt }, order) });
  const { lot } = cell;
  if (cell.expired > 0n) draft.witnessExpiry(lot);
  const cause = causeOn(lot, { at: lot.effectiveAt, day: lot.day, commandKey, reason });
  draft.enter('lot.extended', cause, 0n, { lot, terms: termsOf(lot) });
  const settled = takeable(cell) > 0n ? yield* settleDebts(draft, commandKey) : [];
  expireReturned(draft, [cell], cause);
  return { revived: draft.text(revived), settled };
}

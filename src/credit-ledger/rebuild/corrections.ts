import { toUnits } from '../../core/amount.ts';
import { lotId } from '../plan/lots.ts';
import type { CommandResult, RefundResult, VoidResult, WithdrawalResult } from '../results.ts';
import { effectName, type Facts } from './facts.ts';
import type { Act, Replay } from './replay.ts';
import type { Pot } from './shelf.ts';

type Corrected = RefundResult | VoidResult | WithdrawalResult;

/** Whether a command took credit of a lot back. A withdrawn charge is a reversal instead. */
export function isCorrection(result: CommandResult): result is Corrected {
  if (result.command !== 'withdrawUsage') {
    return result.command === 'refundPurchase' || result.command === 'voidLot';
  }
  return result.debit !== null || (result.voided.length > 0 && result.returned.length === 0);
}

/** Takes credit of lots back once more, as far as this order of things left it there. */
export function correct(facts: Facts, replay: Replay, scale: number, result: Corrected, act: Act): void {
  if (result.command === 'voidLot') {
    const pot = facts.pots.get(result.lotId);
    if (pot === undefined) return;
    replay.takeBack(pot, pot.free, 'voided', act);
    pot.voidedAt = act.at;
  } else if (result.command === 'refundPurchase') {
    const { purchaseId, refundId, cash, bonus } = result;
    const missing =
      refund(facts, replay, facts.pots.get(lotId(purchaseId, 'purchased')), toUnits(cash, scale), act) +
      refund(facts, replay, facts.pots.get(lotId(purchaseId, 'bonus')), toUnits(bonus, scale), act);
    debit(facts, replay, `refund:${refundId}`, missing, act);
  } else withdraw(facts, replay, scale, result, act);
}

function refund(facts: Facts, replay: Replay, pot: Pot | undefined, units: bigint, act: Act): bigint {
  if (pot === undefined) return units;
  const name = effectName('lot.refunded', act.key, pot.lot.id, null, act.at);
  const before = units - (facts.effects.get(name)?.units ?? 0n);
  const missing = units - replay.takeBack(pot, units, 'refunded', act);
  pot.refundDebited += missing - before;
  return missing;
}

/** The credit of a negative row: what the lot has is voided, what was used of it is a debit. */
function withdraw(
  facts: Facts,
  replay: Replay,
  scale: number,
  { usageId, amount }: WithdrawalResult,
  act: Act,
): void {
  const id = `refund:${act.key}`;
  const pot = facts.pots.get(lotId(usageId, 'adjustment'));
  if (pot?.lot.origin.type !== 'usage') {
    debit(facts, replay, id, toUnits(amount, scale), act);
    return;
  }
  const before = toUnits(facts.debits.get(id)?.amount ?? '0', scale);
  pot.voidedAt = null;
  replay.takeBack(pot, pot.free, 'voided', act);
  const spent = pot.consumed + pot.held;
  pot.refundDebited += spent - before;
  debit(facts, replay, id, spent, act);
}

/** What lots lack is paid by any lot, or owed, whatever the account thinks of overdrawing. */
function debit({ debits }: Facts, replay: Replay, id: string, units: bigint, act: Act): void {
  const row = debits.get(id);
  if (units === 0n && row === undefined) return;
  const state = { takes: [], debt: units, reversed: 0n, awaits: 0, isPinned: false };
  replay.post({ ...act, ...state, id, row, scope: null, units }, 'shortfall');
}

import { type ExitCode, OK } from '../exit-codes.ts';
import { ACCOUNT, type Desk } from '../job.ts';
import type { Options } from './options.ts';
import { UsageError } from './usage-error.ts';

/**
 * Takes a pack back, or a part of it: what the provider paid back, or what was recorded by mistake. Nothing is deleted;
 * the same id again changes nothing. Exit 0.
 */
export async function refundPack({ ledger, output }: Desk, { pack, date, json }: Options): Promise<ExitCode> {
  const { id, pack: purchaseId, cash, bonus } = pack;
  if (id === undefined || purchaseId === undefined || cash === undefined || date === undefined) {
    throw new UsageError('refund-pack needs --id ID --pack ID --date DAY --cash AMOUNT [--bonus AMOUNT]');
  }
  const refund = { id, at: date, cash, ...(bonus === undefined ? {} : { bonus }) };
  const result = await ledger.refundPurchase(ACCOUNT, purchaseId, refund);
  const text = `refund ${id}: paid ${result.cash}, bonus ${result.bonus}`;
  const told = result.replayed ? `refund ${id} was recorded before` : text;
  output.print(json ? JSON.stringify(result, null, 2) : told);
  return OK;
}

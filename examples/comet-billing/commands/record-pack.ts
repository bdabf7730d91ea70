import { type ExitCode, OK } from '../exit-codes.ts';
import { ACCOUNT, type Desk } from '../job.ts';
import type { Options } from './options.ts';
import { UsageError } from './usage-error.ts';

/** Records a credit pack that was bought. The same id again changes nothing. Exit 0. */
export async function recordPack({ ledger, output }: Desk, { pack, date, json }: Options): Promise<ExitCode> {
  const { id, cash, bonus } = pack;
  if (id === undefined || cash === undefined || date === undefined) {
    throw new UsageError('record-pack needs --id ID --date DAY --cash AMOUNT [--bonus AMOUNT]');
  }
  const purchase = { id, at: date, cash, ...(bonus === undefined ? {} : { bonus }) };
  const result = await ledger.recordPurchase(ACCOUNT, purchase);
  const lots = result.lots.map(({ kind, amount }) => `${kind} ${amount}`).join(', ');
  const text = result.replayed ? `pack ${id} was recorded before` : `pack ${id}: ${lots}`;
  output.print(json ? JSON.stringify(result, null, 2) : text);
  return OK;
}

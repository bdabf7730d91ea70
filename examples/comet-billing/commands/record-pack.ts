import { InvalidInputError } from 'reseller-sdk';
import { type ExitCode, OK } from '../exit-codes.ts';
import { ACCOUNT, type Job } from '../job.ts';
import type { Options } from './options.ts';

/** Records a credit pack that was bought. The same id again changes nothing. Exit 0. */
export async function recordPack({ ledger, output }: Job, { pack, date }: Options): Promise<ExitCode> {
  const { id, cash, bonus } = pack;
  if (id === undefined || cash === undefined || date === undefined) {
    throw new InvalidInputError('record-pack', [
      { path: '', message: 'needs --id ID --date DAY --cash AMOUNT [--bonus AMOUNT]' },
    ]);
  }
  const purchase = { id, at: date, cash, ...(bonus === undefined ? {} : { bonus }) };
  const { replayed, lots } = await ledger.recordPurchase(ACCOUNT, purchase);
  output.print(
    replayed
      ? `pack ${id} was recorded before`
      : `pack ${id}: ${lots.map(({ kind, amount }) => `${kind} ${amount}`).join(', ')}`,
  );
  return OK;
}

import { type ExitCode, OK } from '../exit-codes.ts';
import { ACCOUNT, type Desk } from '../job.ts';
import type { Options } from './options.ts';
import { UsageError } from './usage-error.ts';

/** Takes over a balance at a day; usage before it is contained in it. There is one opening. Exit 0. */
export async function openBalance(
  { ledger, output }: Desk,
  { pack, date, json }: Options,
): Promise<ExitCode> {
  const { purchased, bonus } = pack;
  if (date === undefined || purchased === undefined) {
    throw new UsageError('open-balance needs --date DAY --purchased AMOUNT [--bonus AMOUNT]');
  }
  const opening = { at: date, purchased, ...(bonus === undefined ? {} : { bonus }) };
  const result = await ledger.openBalance(ACCOUNT, opening);
  const lots = result.lots.map(({ kind, amount }) => `${kind} ${amount}`).join(', ');
  const text = result.replayed ? 'the balance was opened before' : `opened on ${date}: ${lots}`;
  output.print(json ? JSON.stringify(result, null, 2) : text);
  return OK;
}

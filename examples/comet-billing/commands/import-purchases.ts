import { type PurchaseFile, type PurchaseRow, parsePurchaseCsv } from 'reseller-sdk/comet/usage/purchases';
import type { ImportResult } from 'reseller-sdk/credit-ledger';
import { formatMoney } from 'reseller-sdk/reports';
import { ERROR, type ExitCode, OK } from '../exit-codes.ts';
import { ACCOUNT, type Desk } from '../job.ts';
import { foreign, type Output } from '../output.ts';
import { readTextFile } from '../sources/text-file.ts';
import type { Options } from './options.ts';

/** Rows that are named one by one. */
const MOST = 20;

function logRows({ log }: Output, what: string, lines: readonly string[]): void {
  for (const line of lines.slice(0, MOST)) log(`${what}: ${foreign(line)}`);
  if (lines.length > MOST) log(`${what}: and ${lines.length - MOST} more`);
}

/** Names every row that is not booked, and why. */
function logLeftOut(
  output: Output,
  file: PurchaseFile,
  { unlinkedRefunds }: ImportResult<PurchaseRow>,
): void {
  const rows = file.issues.map(
    ({ line, code, column, text }) => `line ${line}, ${code} ${column ?? ''} (${text})`,
  );
  logRows(output, 'refused', rows);
  logRows(
    output,
    'skipped, neither a purchase nor a refund',
    file.skipped.map(({ line, type }) => `line ${line}, ${type}`),
  );
  logRows(
    output,
    'refund that fits no purchase, book it with --debit-refunds',
    unlinkedRefunds.map(({ line, cash, label }) => `line ${line}, ${cash} ${label ?? ''}`),
  );
}

function summaryText(file: PurchaseFile, result: ImportResult<PurchaseRow>, { dryRun }: Options): string {
  const { purchases, refunds, debits, unlinkedRefunds, known, totals } = result;
  const sums = `paid ${formatMoney(totals.net.cash, 'USD')}, bonus ${formatMoney(totals.net.bonus, 'USD')}`;
  return [
    `${dryRun ? 'would book' : 'booked'} ${purchases.length} purchases, ${refunds.length + debits.length} refunds`,
    `${known} rows were on record`,
    `${file.totals.refused} refused, ${file.skipped.length} skipped, ${unlinkedRefunds.length} refunds fit no purchase`,
    `the file holds ${file.totals.rows} rows: ${sums}`,
  ].join('\n');
}

/**
 * Books the purchases that the portal exports as CSV; the same file again books nothing. With `--dry-run` it tells
 * the same and writes nothing. Exit 0; 2 when a row could not be booked, while the others are.
 */
export async function importPurchases(desk: Desk, options: Options): Promise<ExitCode> {
  const { ledger, output } = desk;
  const [name = ''] = options.words;
  const file = parsePurchaseCsv(readTextFile(name));
  output.progress?.(`${file.totals.rows} rows`);
  const { dryRun, debitRefunds } = options;
  const unlinkedRefunds = debitRefunds ? 'debit' : 'report';
  const result = await ledger.importPurchases(ACCOUNT, file, { dryRun, unlinkedRefunds });
  logLeftOut(output, file, result);
  const { skipped, issues, totals } = file;
  const data = { dryRun, ...result, skipped, issues, file: totals };
  output.print(options.json ? JSON.stringify(data, null, 2) : summaryText(file, result, options));
  return issues.length + result.unlinkedRefunds.length > 0 ? ERROR : OK;
}

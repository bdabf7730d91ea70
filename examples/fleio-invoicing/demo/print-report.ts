import type { CustomerReport, MonthReport } from './report.ts';

const COLUMNS: readonly (readonly [string, (client: CustomerReport) => string])[] = [
  ['', ({ client }) => client],
  ['status', ({ status }) => status],
  ['used', ({ used, accountCurrency }) => `${used} ${accountCurrency}`],
  ['invoiced', ({ invoiced, invoiceCurrency }) => `${invoiced} ${invoiceCurrency}`],
  ['paid', ({ paid }) => paid],
  ['refunded', ({ refunded }) => refunded],
  ['open', ({ open }) => open],
  ['credited', ({ credited, accountCurrency }) => `${credited} ${accountCurrency}`],
  ['not invoiced', ({ notInvoiced }) => notInvoiced],
];
/** Columns of words; those of amounts are set to the right. */
const WORDS = 2;

/** The report for people. */
export function printReport({ month, clients, claims, checks }: MonthReport): string {
  const table = [
    COLUMNS.map(([title]) => title),
    ...clients.map((client) => COLUMNS.map(([, cell]) => cell(client))),
  ];
  const widths = COLUMNS.map((_, index) => Math.max(...table.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return index < WORDS ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [
    '',
    `${month.ticks} ticks from ${month.from} to ${month.to}, ${month.timeZone}`,
    '',
    ...table.map(line),
    '',
    `claims with ended cycles: ${claims.invoiced} invoiced, ${claims.reset} given back, ${claims.lost} lost`,
    '',
    ...checks.flatMap(({ check, ok, problems }) => [
      `${ok ? 'ok    ' : 'FAILED'}  ${check}`,
      ...problems.map((problem) => `          ${problem}`),
    ]),
  ].join('\n');
}

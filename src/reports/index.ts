/**
 * Documents made from engine results: text for a terminal or a mail, CSV for a spreadsheet.
 *
 * @module reseller-sdk/reports
 */
export { formatBytes } from './format-bytes.ts';
export { formatMoney, formatSignedMoney } from './format-money.ts';
export { type CreditPosition, printCreditPosition } from './print-credit.ts';
export { type PrintOptions, printReconciliation } from './print-reconciliation.ts';
export { categoriesCsv, findingsCsv, itemsCsv } from './reconciliation-csv.ts';

/**
 * Reads the purchases that the Comet portal exports as CSV. A door of its own: the CSV library comes with it.
 *
 * @module reseller-sdk/comet/usage/purchases
 */
export { parsePurchaseCsv } from './parse-purchase-csv.ts';
export type {
  PurchaseColumn,
  PurchaseFile,
  PurchaseIssue,
  PurchaseIssueCode,
  PurchaseRow,
  PurchaseSums,
  SkippedRow,
} from './purchase-file.ts';

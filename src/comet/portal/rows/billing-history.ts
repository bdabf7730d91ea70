import type { Day } from '../../../core/time.ts';
import { type PacksUsed, parsePacksUsed } from '../text/packs-used.ts';
import { parseVendorDay, parseVendorInstant } from '../text/vendor-day.ts';
import { textCell } from './cell.ts';
import { BILLING_HISTORY_COLUMNS as COLUMNS, isReportRow, type ReportRow } from './columns.ts';
import { notARow, type ReportIssue, RowIssues, type RowReading } from './issue.ts';
import { type RowContext, readCell, readNumber } from './read-cell.ts';

/**
 * One debit of the account's credit, from the billing history report: one billed unit of one day. Equal rows
 * are legitimate (three guests are three equal rows), so tell them apart by `withOccurrences`, never by content.
 */
export interface BillingHistoryCharge {
  /** Position in the answer, from 0. */
  readonly index: number;
  /** Day of the debit, a UTC civil day. */
  readonly usageDate: Day;
  /** When the vendor posted it, ISO 8601 in UTC; the report is not known to say so. */
  readonly postedAt: string | null;
  readonly tenantId: string | null;
  /** Comet username. A tenant id never stands in for it. */
  readonly accountName: string | null;
  /** Full device hash, lower-case. */
  readonly deviceId: string | null;
  /** `device`, `booster`, `plan`, `other`, or the vendor's own Type in lower case. */
  readonly itemType: string;
  readonly item: string | null;
  readonly subItems: string | null;
  /** `item` and `subItems` joined by an em dash between blanks. */
  readonly itemDesc: string | null;
  readonly quantity: string | null;
  /** Plain decimal in the portal's currency (dollars). */
  readonly unitCost: string | null;
  /** Plain decimal in the portal's currency (dollars), digits as sent; negative for a credit. */
  readonly amount: string;
  /** The credit packs that paid. */
  readonly packs: PacksUsed;
  readonly issues: readonly ReportIssue[];
  /** The row as it arrived. */
  readonly raw: ReportRow;
}

/** Fields without which a row of billing history says nothing (W11). */
export const REQUIRED_OF_BILLING_HISTORY = ['date', 'amount', 'item'] as const;

const KNOWN_TYPES = new Set(['device', 'booster', 'plan', 'account', 'serial', 'other']);
const DEVICE_ID = /Device\s+ID:\s*([a-f0-9]+)/i;
const DEVICE_HASH = /Device\s+([a-f0-9]{6,})(?![\p{L}\p{N}])/iu;

function itemTypeOf(type: string | null, item: string, issues: RowIssues): string {
  if (type === null) return inferredType(item);
  const known = type.toLowerCase();
  if (!KNOWN_TYPES.has(known)) issues.add('TYPE_UNKNOWN', 'itemType', type);
  return known;
}

/** Rule BH4: what the Item says when there is no Type. `Floor Planner` is not a plan. */
function inferredType(item: string): string {
  if (/^booster/i.test(item)) return 'booster';
  if (/^device\s+-/i.test(item)) return 'device';
  return /\bplan\b/i.test(item) ? 'plan' : 'other';
}

/** Rule BH6: the device column, else a device that the texts name. */
function deviceOf(sent: string | null, texts: readonly (string | null)[]): string | null {
  if (sent !== null) return sent.toLowerCase();
  for (const text of texts) {
    if (text === null) continue;
    const found = DEVICE_ID.exec(text)?.[1] ?? DEVICE_HASH.exec(text)?.[1];
    if (found !== undefined) return found.toLowerCase();
  }
  return null;
}

function describe(item: string | null, subItems: string | null): string | null {
  return item === null || subItems === null ? (item ?? subItems) : `${item} \u2014 ${subItems}`;
}

function packsOf(text: string | null, amount: string | null, issues: RowIssues): PacksUsed {
  const packs = parsePacksUsed(text, amount);
  for (const problem of packs.problems) issues.add(problem, 'packs', text);
  return packs;
}

/**
 * Brings one row of the billing history report into its strict normal form, or sets it aside when it has no
 * valid date or no valid amount. Never throws, whatever the row holds.
 *
 * Source: rules BH1 to BH11 (strict), R6, X6, X7.
 * @param index position of the row in the answer, which its issues name
 */
export function normalizeBillingHistoryRow(element: unknown, index = 0): RowReading<BillingHistoryCharge> {
  if (!isReportRow(element)) return notARow(element, index);
  const issues = new RowIssues(index);
  const context: RowContext<keyof typeof COLUMNS> = { row: element, columns: COLUMNS, issues };
  const usageDate = readCell(context, 'date', parseVendorDay, 'DATE_UNREADABLE', 'usageDate');
  const amount = readNumber(context, 'amount');
  const item = textCell(element, COLUMNS.item);
  const subItems = textCell(element, COLUMNS.subItems);
  const postedAt = readCell(context, 'postedAt', parseVendorInstant, 'INSTANT_UNREADABLE');
  const itemType = itemTypeOf(textCell(element, COLUMNS.type), item ?? '', issues);
  const quantity = readNumber(context, 'quantity');
  const unitCost = readNumber(context, 'unitCost');
  const packs = packsOf(textCell(element, COLUMNS.packsUsed), amount, issues);
  if (usageDate === null || amount === null) {
    noteMissing(element, issues);
    return { valid: false, invalid: { index, raw: element, issues: issues.list } };
  }
  const row: BillingHistoryCharge = {
    index,
    usageDate,
    postedAt,
    tenantId: textCell(element, COLUMNS.tenantId),
    accountName: textCell(element, COLUMNS.accountName),
    deviceId: deviceOf(textCell(element, COLUMNS.deviceId), [subItems, item]),
    itemType,
    item,
    subItems,
    itemDesc: describe(item, subItems),
    quantity,
    unitCost,
    amount,
    packs,
    issues: issues.list,
    raw: element,
  };
  return { valid: true, row };
}

function noteMissing(row: ReportRow, issues: RowIssues): void {
  if (textCell(row, COLUMNS.date) === null) issues.add('DATE_MISSING', 'usageDate', null);
  if (textCell(row, COLUMNS.amount) === null) issues.add('AMOUNT_MISSING', 'amount', null);
}

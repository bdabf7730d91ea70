import type { Day } from '../../../core/time.ts';
import { rawCell } from '../rows/cell.ts';
import {
  type Aliases,
  BILLING_HISTORY_COLUMNS as COLUMNS,
  isReportRow,
  type ReportRow,
} from '../rows/columns.ts';
import { notARow, type ReportIssue, RowIssues, type RowReading } from '../rows/issue.ts';
import type { RowReader } from '../rows/report.ts';
import { looseDay, looseInstant } from './dates.ts';
import { md5Fingerprint } from './fingerprint.ts';
import { castMoney, castNumber } from './numbers.ts';
import { Occurrences } from './occurrences.ts';
import { type CompatPacks, compatPacks } from './packs.ts';

/**
 * A billing history row as the CometBilling module for WHMCS stores it, under its own names, for stores that
 * it has filled. Do not use it for new data: it loses signs and guesses dates.
 */
export interface CompatUsageRow {
  readonly usage_date: Day;
  readonly posted_at: string | null;
  /** Tenant id or, without one, the account name. */
  readonly tenant_id: string | null;
  readonly device_id: string | null;
  readonly item_type: string;
  readonly item_desc: string | null;
  readonly quantity: string | null;
  readonly unit_cost: string | null;
  /** Six decimals; `0.000000` when missing. */
  readonly amount: string;
  /** Size of the first pack, six decimals. Not an amount. */
  readonly packs_used: string | null;
  readonly packs_used_raw: string | null;
  readonly packs_used_parsed: CompatPacks;
  /** MD5, 32 hex digits (rule F1). */
  readonly content_fingerprint: string;
  /** From 1, in the order of the answer (rule F3). */
  readonly occurrence_number: number;
  readonly issues: readonly ReportIssue[];
}

const DEVICE_ID = /Device\s+ID:\s*([a-f0-9]+)/i;
const DEVICE_HASH = /Device\s+([a-f0-9]{6,})/i;

function orNull(text: string | null): string | null {
  return text === null || text === '-' ? null : text;
}

function mapped(row: ReportRow, aliases: Aliases, map: (text: string) => string | null): string | null {
  const text = rawCell(row, aliases);
  return text === null ? null : map(text);
}

function itemTypeOf(type: string | null, item: string): string {
  if (type !== null) return type.toLowerCase();
  if (/^booster/i.test(item)) return 'booster';
  if (/^device\s+-/i.test(item)) return 'device';
  return /plan/i.test(item) ? 'plan' : 'other';
}

function deviceOf(row: ReportRow): string | null {
  const sent = orNull(rawCell(row, COLUMNS.deviceId));
  if (sent !== null) return sent;
  for (const aliases of [COLUMNS.subItems, COLUMNS.item]) {
    const text = rawCell(row, aliases) ?? '';
    const found = DEVICE_ID.exec(text)?.[1] ?? DEVICE_HASH.exec(text)?.[1];
    if (found !== undefined) return found.toLowerCase();
  }
  return null;
}

function describe(item: string | null, subItems: string | null): string | null {
  return item === null || subItems === null ? (item ?? subItems) : `${item} \u2014 ${subItems}`;
}

function fieldsOf(row: ReportRow) {
  const item = rawCell(row, COLUMNS.item);
  const packs = compatPacks(rawCell(row, COLUMNS.packsUsed));
  return {
    posted_at: mapped(row, COLUMNS.postedAt, looseInstant),
    tenant_id: orNull(rawCell(row, COLUMNS.tenantId)) ?? orNull(rawCell(row, COLUMNS.accountName)),
    device_id: deviceOf(row),
    item_type: itemTypeOf(rawCell(row, COLUMNS.type), item ?? ''),
    item_desc: describe(item, rawCell(row, COLUMNS.subItems)),
    quantity: mapped(row, COLUMNS.quantity, castNumber),
    unit_cost: mapped(row, COLUMNS.unitCost, castMoney),
    amount: mapped(row, COLUMNS.amount, castMoney) ?? '0.000000',
    packs_used: packs.raw === null ? null : castMoney(packs.primaryDenomination ?? packs.raw),
    packs_used_raw: packs.raw,
    packs_used_parsed: packs,
  };
}

/** The reader of one pass over billing history: rows without a date are set aside, equal rows are numbered. */
export function compatUsageReader(): RowReader<CompatUsageRow> {
  const occurrences = new Occurrences();
  return (element, index): RowReading<CompatUsageRow> => {
    if (!isReportRow(element)) return notARow(element, index);
    const issues = new RowIssues(index);
    const date = rawCell(element, COLUMNS.date);
    const usage_date = date === null ? null : looseDay(date);
    if (usage_date === null) {
      issues.add(date === null ? 'DATE_MISSING' : 'DATE_UNREADABLE', 'usage_date', date);
      return { valid: false, invalid: { index, raw: element, issues: issues.list } };
    }
    const row = { usage_date, ...fieldsOf(element) };
    const content_fingerprint = md5Fingerprint([
      row.usage_date,
      row.posted_at,
      row.tenant_id,
      row.device_id,
      row.item_type,
      row.item_desc,
      row.quantity,
      row.unit_cost,
      row.amount,
      row.packs_used_raw,
    ]);
    const occurrence_number = occurrences.next(content_fingerprint);
    return { valid: true, row: { ...row, content_fingerprint, occurrence_number, issues: issues.list } };
  };
}

import type { Day } from '../../../core/time.ts';
import { type Reading, understood, unreadable } from '../text/reading.ts';
import { parseServiceName, type ServiceName } from '../text/service-name.ts';
import { parseVendorDay } from '../text/vendor-day.ts';
import { textCell } from './cell.ts';
import { ACTIVE_SERVICES_COLUMNS as COLUMNS, isReportRow, type ReportRow } from './columns.ts';
import { notARow, type ReportIssue, RowIssues, type RowReading } from './issue.ts';
import { type RowContext, readCell, readNumber } from './read-cell.ts';

/** One service that the portal bills at the time of the report. */
export interface ActiveService {
  /** Position in the answer, from 0. */
  readonly index: number;
  /** The encoded name, trimmed. */
  readonly service: string | null;
  /** The name taken apart; null without a name. */
  readonly name: ServiceName | null;
  /** `device`, `booster`, `account`, `serial`, or another Type in lower case. */
  readonly type: string | null;
  /** Days of one billing cycle: 30, or 1 for guests. */
  readonly cycleDays: number | null;
  /** Next due day, a UTC civil day. */
  readonly nextDue: Day | null;
  /** Monthly price of one unit as a plain decimal, on daily lines too (AS5). */
  readonly unitCost: string | null;
  /** Guests, protected accounts, or 1. */
  readonly quantity: string | null;
  /** Charge of one billing cycle as a plain decimal. Lines of different cycles do not add up to a month. */
  readonly amount: string | null;
  /** As sent; the report usually leaves it empty and names the account in `name`. */
  readonly tenantId: string | null;
  /** As sent; the report usually leaves it empty and names a prefix in `name`. */
  readonly deviceId: string | null;
  readonly issues: readonly ReportIssue[];
  /** The row as it arrived. */
  readonly raw: ReportRow;
}

/** Fields without which a row of active services says nothing (W11). */
export const REQUIRED_OF_ACTIVE_SERVICES = ['service', 'type', 'amount'] as const;

const KNOWN_TYPES = new Set(['device', 'booster', 'account', 'serial']);
const WITHOUT_ACCOUNT = new Set(['account', 'serial']);
const ONE_NUMBER = /^[^\d.,-]*(\d{1,4})[^\d.,-]*$/;

/** The one whole number of a cycle text, such as `30` or `30 days`. */
function parseCycle(text: string): Reading<number> {
  const digits = ONE_NUMBER.exec(text)?.[1];
  return digits === undefined ? unreadable(text) : understood(Number(digits));
}

function typeOf(sent: string | null, issues: RowIssues): string | null {
  if (sent === null) return null;
  const type = sent.toLowerCase();
  if (!KNOWN_TYPES.has(type)) issues.add('TYPE_UNKNOWN', 'type', sent);
  return type;
}

/** Licences carry no account in their name, so only lines of accounts must fit the form. */
function nameOf(service: string | null, type: string | null, issues: RowIssues): ServiceName | null {
  if (service === null) return null;
  const name = parseServiceName(service);
  for (const problem of name.problems) {
    if (problem !== 'NO_ACCOUNT' || !WITHOUT_ACCOUNT.has(type ?? '')) issues.add(problem, 'service', service);
  }
  return name;
}

/**
 * Brings one row of the active services report into its strict normal form, or sets it aside when it has
 * neither service nor type nor amount. What cannot be read is null with an issue. Never throws.
 *
 * Source: rules AS1 to AS9 (strict), R6, X3, X6, X7.
 * @param index position of the row in the answer, which its issues name
 */
export function normalizeActiveServiceRow(element: unknown, index = 0): RowReading<ActiveService> {
  if (!isReportRow(element)) return notARow(element, index);
  const issues = new RowIssues(index);
  const context: RowContext<keyof typeof COLUMNS> = { row: element, columns: COLUMNS, issues };
  const service = textCell(element, COLUMNS.service);
  const type = typeOf(textCell(element, COLUMNS.type), issues);
  const row: Omit<ActiveService, 'issues'> = {
    index,
    service,
    name: nameOf(service, type, issues),
    type,
    cycleDays: readCell(context, 'cycleDays', parseCycle, 'CYCLE_UNREADABLE'),
    nextDue: readCell(context, 'nextDue', parseVendorDay, 'DATE_UNREADABLE'),
    unitCost: readNumber(context, 'unitCost'),
    quantity: readNumber(context, 'quantity'),
    amount: readNumber(context, 'amount'),
    tenantId: textCell(element, COLUMNS.tenantId),
    deviceId: textCell(element, COLUMNS.deviceId),
    raw: element,
  };
  if (service !== null || type !== null || textCell(element, COLUMNS.amount) !== null) {
    return { valid: true, row: { ...row, issues: issues.list } };
  }
  issues.add('ROW_SAYS_NOTHING', null, null);
  return { valid: false, invalid: { index, raw: element, issues: issues.list } };
}

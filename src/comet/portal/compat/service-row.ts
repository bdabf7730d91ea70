import { type Day, utcDay } from '../../../core/time.ts';
import { rawCell } from '../rows/cell.ts';
import { ACTIVE_SERVICES_COLUMNS, isReportRow, type ReportRow } from '../rows/columns.ts';
import { notARow, type ReportIssue, RowIssues, type RowReading } from '../rows/issue.ts';
import type { RowReader } from '../rows/report.ts';
import { looseDay } from './dates.ts';
import { md5Fingerprint } from './fingerprint.ts';
import { castMoney, castNumber } from './numbers.ts';
import { Occurrences } from './occurrences.ts';

/** An active service as the CometBilling module for WHMCS stores it, under its own names. */
export interface CompatServiceRow {
  /** `YYYY-MM-DD HH:MM:SS`, UTC. */
  readonly pulled_at: string;
  readonly service_name: string;
  readonly billing_cycle_days: number;
  /** The day of the pull when the report names none. */
  readonly next_due_date: Day;
  readonly unit_cost: string | null;
  readonly quantity: string | null;
  readonly amount: string | null;
  /** From the column or, when blank, cut out of the name as the module does it (up to the first hyphen). */
  readonly tenant_id: string | null;
  readonly device_id: string | null;
  /** MD5, 32 hex digits (rule F2). */
  readonly row_fingerprint: string;
  /** From 1, in the order of the answer. The module itself collapses equal rows. */
  readonly occurrence_number: number;
  readonly issues: readonly ReportIssue[];
}

/** The module knows neither `Tenant ID` nor `Device ID` on this report. */
const COLUMNS = {
  ...ACTIVE_SERVICES_COLUMNS,
  tenantId: ['TenantID', 'Tenant Id', 'AccountID', 'Account ID'],
  deviceId: ['DeviceID', 'Device Id'],
};

const ACCOUNT = /Account\s+([^-]+)/i;
const DEVICE = /Device\s+([a-f0-9]+)/i;
const DEFAULT_CYCLE = 30;

function cellOrNull(row: ReportRow, aliases: readonly string[]): string | null {
  const text = rawCell(row, aliases)?.trim() ?? '';
  return text === '' || text === '-' ? null : text;
}

function cycleOf(text: string | null): number {
  const digits = (text ?? '').replace(/\D/g, '').slice(0, 9);
  return digits === '' ? DEFAULT_CYCLE : Number(digits);
}

function fieldsOf(row: ReportRow, pulledAt: Date) {
  const service_name = rawCell(row, COLUMNS.service) ?? 'Unknown';
  const due = rawCell(row, COLUMNS.nextDue);
  const unitCost = rawCell(row, COLUMNS.unitCost);
  const quantity = rawCell(row, COLUMNS.quantity);
  const amount = rawCell(row, COLUMNS.amount);
  return {
    service_name,
    billing_cycle_days: cycleOf(rawCell(row, COLUMNS.cycleDays)),
    next_due_date: (due === null ? null : looseDay(due)) ?? utcDay(pulledAt),
    unit_cost: unitCost === null ? null : castMoney(unitCost),
    quantity: quantity === null ? null : castNumber(quantity),
    amount: amount === null ? null : castMoney(amount),
    tenant_id: cellOrNull(row, COLUMNS.tenantId) ?? ACCOUNT.exec(service_name)?.[1]?.trim() ?? null,
    device_id: cellOrNull(row, COLUMNS.deviceId) ?? DEVICE.exec(service_name)?.[1]?.toLowerCase() ?? null,
  };
}

/** The reader of one pass over active services. */
export function compatServiceReader(pulledAt: Date): RowReader<CompatServiceRow> {
  const occurrences = new Occurrences();
  const pulled_at = pulledAt.toISOString().slice(0, 19).replace('T', ' ');
  return (element, index): RowReading<CompatServiceRow> => {
    if (!isReportRow(element)) return notARow(element, index);
    const row = fieldsOf(element, pulledAt);
    const row_fingerprint = md5Fingerprint([
      row.service_name,
      row.billing_cycle_days,
      row.next_due_date,
      row.unit_cost,
      row.quantity,
      row.amount,
      row.tenant_id,
      row.device_id,
    ]);
    const occurrence_number = occurrences.next(row_fingerprint);
    const { list: issues } = new RowIssues(index);
    return { valid: true, row: { pulled_at, ...row, row_fingerprint, occurrence_number, issues } };
  };
}

import { type CanonicalValue, canonicalDecimal } from '../../../core/canonical.ts';
import { type NumberedRow, numberRows } from '../../../identity/index.ts';
import type { ActiveService } from './active-services.ts';
import type { BillingHistoryCharge } from './billing-history.ts';
import { textCell } from './cell.ts';
import { ACTIVE_SERVICES_COLUMNS, type Aliases, BILLING_HISTORY_COLUMNS, type ReportRow } from './columns.ts';

/** A decimal in its one form; a text that is none stands for itself, as it was sent. */
function decimalOr(value: string | null, row: ReportRow, aliases: Aliases): string | null {
  return value === null ? textCell(row, aliases) : canonicalDecimal(value);
}

/** The fields that make up a charge's identity. Source: X8. */
function chargeContent(charge: BillingHistoryCharge): CanonicalValue {
  const { raw } = charge;
  const columns = BILLING_HISTORY_COLUMNS;
  return [
    'charge/1',
    charge.usageDate,
    charge.postedAt ?? textCell(raw, columns.postedAt),
    charge.tenantId,
    charge.accountName,
    charge.deviceId,
    charge.itemType,
    charge.item,
    charge.subItems,
    decimalOr(charge.quantity, raw, columns.quantity),
    decimalOr(charge.unitCost, raw, columns.unitCost),
    canonicalDecimal(charge.amount),
    charge.packs.raw,
  ];
}

/** The fields that make up a service's identity; tenant and device as sent, not as parsed. Source: X8. */
function serviceContent(service: ActiveService): CanonicalValue {
  const { raw } = service;
  const columns = ACTIVE_SERVICES_COLUMNS;
  return [
    'service/1',
    service.service,
    service.type,
    service.cycleDays ?? textCell(raw, columns.cycleDays),
    service.nextDue ?? textCell(raw, columns.nextDue),
    decimalOr(service.unitCost, raw, columns.unitCost),
    decimalOr(service.quantity, raw, columns.quantity),
    decimalOr(service.amount, raw, columns.amount),
    service.tenantId,
    service.deviceId,
  ];
}

/**
 * Gives every row its identity: a fingerprint of its content, its number among equal rows in order of
 * arrival, and `fingerprint#occurrence` as id. Number the rows of one report together, because equal rows of
 * one day are legitimate (three guests, three rows).
 *
 * Source: rules X8, F3, F4, BH10.
 */
export function withOccurrences(
  rows: Iterable<BillingHistoryCharge>,
): readonly NumberedRow<BillingHistoryCharge>[];
export function withOccurrences(rows: Iterable<ActiveService>): readonly NumberedRow<ActiveService>[];
export function withOccurrences(
  rows: Iterable<BillingHistoryCharge | ActiveService>,
): readonly NumberedRow<BillingHistoryCharge | ActiveService>[] {
  return numberRows(rows, (row) => ('usageDate' in row ? chargeContent(row) : serviceContent(row)));
}

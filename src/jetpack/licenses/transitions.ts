import type { JetpackFailure } from '../lifecycle/failure.ts';
import { leaseFrom } from '../lifecycle/lease.ts';
import type { LicenseRecord, LicenseStatus } from './record.ts';

/** The record before a license is issued: whoever finds it like this after the lease never issues one by itself. */
export function issuing(
  serviceKey: string,
  product: string,
  earlier: LicenseRecord | null,
  now: Date,
  leaseMs: number,
): LicenseRecord {
  return {
    serviceKey,
    product,
    status: 'issuing',
    attempts: (earlier?.attempts ?? 0) + 1,
    requestedAt: now.toISOString(),
    licenseKey: null,
    busyUntil: leaseFrom(now, leaseMs),
    failure: null,
    version: (earlier?.version ?? 0) + 1,
  };
}

/** The record once a license is certain. */
export function issued(record: LicenseRecord, licenseKey: string): LicenseRecord {
  return { ...rest(record, 'issued', null), licenseKey };
}

/** The record before a revocation. */
export function revoking(record: LicenseRecord, now: Date, leaseMs: number): LicenseRecord {
  return { ...rest(record, 'revoking', null), busyUntil: leaseFrom(now, leaseMs) };
}

/** The record in another status, with nobody at it. */
export function rest(
  record: LicenseRecord,
  status: LicenseStatus,
  failure: JetpackFailure | null,
): LicenseRecord {
  return { ...record, status, failure, busyUntil: null, version: record.version + 1 };
}

import { type CanonicalValue, canonicalJson } from '../core/canonical.ts';
import type { Finding, FindingKey } from './finding.ts';
import type { ServerRow } from './input.ts';

/** Code-unit order, null first. */
export function compareText(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

interface Sortable {
  readonly kind: string;
  readonly account: string | null;
  readonly deviceId: string | null;
}

/** By account, device and kind. */
export function compareEntries(a: Sortable, b: Sortable): number {
  return (
    compareText(a.account, b.account) || compareText(a.deviceId, b.deviceId) || compareText(a.kind, b.kind)
  );
}

const NOTHING: FindingKey = { categoryId: null, account: null, deviceId: null, serverKey: null };

/** A key with only the members that play a part. */
export function keyOf(part: Partial<FindingKey>): FindingKey {
  return { ...NOTHING, ...part };
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.code, b.code) ||
    compareText(a.key.categoryId, b.key.categoryId) ||
    compareText(a.key.account, b.key.account) ||
    compareText(a.key.deviceId, b.key.deviceId) ||
    compareText(a.key.serverKey, b.key.serverKey) ||
    compareText(a.evidence[0] ?? null, b.evidence[0] ?? null) ||
    compareText(canonicalJson(plain(a)), canonicalJson(plain(b)))
  );
}

function plain({ expected, actual, variance, impact, evidence }: Finding): CanonicalValue {
  return [expected, actual, variance, impact, evidence];
}

/** By code, key and first row id; what is equal in all of them, by its content. */
export function sortFindings(findings: Finding[]): Finding[] {
  return findings.sort(compareFindings);
}

function escapePart(part: string | null): string {
  return part === null ? '-' : part.replace(/[%/]/g, encodeURIComponent);
}

/** Id of a server row in evidence: `server:key/user/device/category/source`, `-` for what is missing. */
export function serverRowId({ serverKey, username, deviceId, categoryId, basis }: ServerRow): string {
  const parts = [serverKey, username, deviceId, categoryId, basis?.sourceId ?? null];
  return `server:${parts.map(escapePart).join('/')}`;
}

import {
  type CanonicalValue,
  canonicalDecimal,
  canonicalJson,
  fingerprint,
  sha256Hex,
} from '../core/canonical.ts';
import { compileRules } from './compile-rules.ts';
import type { PortalRow, PortalUsage, ServerDescriptor, ServerRow, ServerUsage } from './input.ts';
import { isoOrNull } from './instants.ts';
import { REPORT_SCHEMA_VERSION, type ReconciliationReport } from './report.ts';
import type { CategoryRule } from './rules.ts';

/** What a report was made from. */
export interface ReportSources {
  readonly server: ServerUsage;
  readonly portal: PortalUsage;
  readonly rules: readonly CategoryRule[];
}

/** A report as it is stored: its canonical text, and the hashes that prove text, rules and input. */
export interface SealedReport {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  /** Canonical JSON of the report (X8). */
  readonly json: string;
  /** SHA-256 of `json`, like the other hashes in lower-case hex. */
  readonly sha256: string;
  readonly rulesHash: string;
  /** Hashes of the sides; the order of their rows plays no part. */
  readonly serverHash: string;
  readonly portalHash: string;
}

/** What a check of a sealed report can find. */
export type SealProblem = 'REPORT_CHANGED' | 'RULES_DIFFER' | 'SERVER_DIFFERS' | 'PORTAL_DIFFERS';

/** Brings a report into its stored form. Source: reconciler 10.5. */
export function sealReport(report: ReconciliationReport, sources: ReportSources): SealedReport {
  // A report is plain JSON data, so its text reads back as canonical values.
  const plain: CanonicalValue = JSON.parse(JSON.stringify(report));
  const json = canonicalJson(plain);
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    json,
    sha256: sha256Hex(json),
    rulesHash: hashRules(sources.rules),
    serverHash: hashServer(sources.server),
    portalHash: hashPortal(sources.portal),
  };
}

/** Checks the text of a sealed report, and those of its sources that are given. Empty means intact. */
export function verifyReport(sealed: SealedReport, sources: Partial<ReportSources> = {}): SealProblem[] {
  const problems: SealProblem[] = [];
  const { server, portal, rules } = sources;
  if (sha256Hex(sealed.json) !== sealed.sha256) problems.push('REPORT_CHANGED');
  if (rules !== undefined && hashRules(rules) !== sealed.rulesHash) problems.push('RULES_DIFFER');
  if (server !== undefined && hashServer(server) !== sealed.serverHash) problems.push('SERVER_DIFFERS');
  if (portal !== undefined && hashPortal(portal) !== sealed.portalHash) problems.push('PORTAL_DIFFERS');
  return problems;
}

function hashRules(rules: readonly CategoryRule[]): string {
  return fingerprint([
    'rules/1',
    ...compileRules(rules).map(({ tolerance, unitPrice, maxAgeMs, informational, ...rule }) => [
      rule.id,
      rule.label,
      rule.compare,
      scaledText(tolerance.absolute),
      tolerance.percent === null ? null : scaledText(tolerance.percent),
      tolerance.mode,
      unitPrice?.text ?? null,
      maxAgeMs,
      informational === null ? null : [informational.excludeFromTotal, informational.finding],
    ]),
  ]);
}

function scaledText({ units, scale }: { readonly units: bigint; readonly scale: number }): string {
  return `${units}e-${scale}`;
}

function hashServer({ servers, rows }: ServerUsage): string {
  return hashSet('server/1', [...servers.map(descriptorContent), ...rows.map(serverRowContent)]);
}

function hashPortal({ snapshot, rows }: PortalUsage): string {
  const header: CanonicalValue =
    snapshot === null
      ? null
      : [
          snapshot.snapshotId,
          isoOrNull(snapshot.pulledAt, 'pulledAt'),
          snapshot.state,
          snapshot.contentHash ?? null,
        ];
  return hashSet('portal/1', [header, ...rows.map(portalRowContent)]);
}

function hashSet(version: string, members: readonly CanonicalValue[]): string {
  return sha256Hex([version, ...members.map(canonicalJson).sort()].join('\n'));
}

function decimalOrNull(text: string | null): string | null {
  return text === null ? null : canonicalDecimal(text);
}

function descriptorContent({
  serverKey,
  status,
  collectedAt,
  error,
  totals,
}: ServerDescriptor): CanonicalValue {
  const counts =
    totals == null ? null : [totals.users, totals.devices, totals.protectedItems, totals.storageBytes];
  return ['server', serverKey, status, isoOrNull(collectedAt, 'collectedAt'), error, counts];
}

function serverRowContent(row: ServerRow): CanonicalValue {
  const { basis } = row;
  return [
    'row',
    row.serverKey,
    row.username,
    row.userSuspended,
    row.deviceId,
    row.friendlyName,
    row.categoryId,
    canonicalDecimal(row.quantity),
    basis === null
      ? null
      : [
          basis.sourceId,
          basis.statistic,
          decimalOrNull(basis.lastJob),
          decimalOrNull(basis.lastSuccess),
          isoOrNull(basis.lastJobAt, 'lastJobAt'),
          isoOrNull(basis.lastSuccessAt, 'lastSuccessAt'),
        ],
  ];
}

function portalRowContent(row: PortalRow): CanonicalValue {
  const { parsed } = row;
  return [
    row.rowId,
    row.type,
    row.service,
    [parsed.account, parsed.deviceRef, parsed.boosterName, decimalOrNull(parsed.declaredCount)],
    row.categoryId,
    decimalOrNull(row.quantity),
    decimalOrNull(row.printedQuantity),
    decimalOrNull(row.unitCost),
    decimalOrNull(row.amount),
    row.currency,
    row.cycleDays,
    row.nextDue,
    row.parseIssues,
  ];
}

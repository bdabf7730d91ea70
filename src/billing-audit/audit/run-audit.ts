import { ConfigError } from '../../core/errors/input.ts';
import type { Finding } from '../finding.ts';
import type { AuditWindow } from '../records.ts';
import type { AuditTotals } from '../totals.ts';
import { type AuditOptions, auditCharges } from './audit-charges.ts';
import type { AuditSources } from './sources.ts';

/** Takes findings in, in order of day and id. */
export interface FindingSink {
  /** Stores a batch; the audit goes on when it is done, and ends with what it throws. */
  write(batch: readonly Finding[]): Promise<void>;
}

/** An audit whose findings are all in memory. */
export interface AuditResult {
  /** In order of day and id. */
  readonly findings: readonly Finding[];
  readonly totals: AuditTotals;
}

/** Options of {@link runAudit}. */
export interface RunAuditOptions extends AuditOptions {
  /** Most findings in one batch. Default 500. */
  readonly batchSize?: number | undefined;
}

const DEFAULT_BATCH = 500;

/**
 * Audits the charges of a window and keeps all findings: for windows whose findings fit into memory. See
 * {@link auditCharges} for its rules and errors.
 *
 * @example
 * const { findings, totals } = await collectAudit(inMemorySources({ charges, planLines, facts }), window);
 * totals.byVerdict.confirmed.net;
 */
export async function collectAudit(
  sources: AuditSources,
  window: AuditWindow,
  options?: AuditOptions,
): Promise<AuditResult> {
  const findings: Finding[] = [];
  const audit = auditCharges(sources, window, options);
  for (;;) {
    const next = await audit.next();
    if (next.done === true) return { findings, totals: next.value };
    findings.push(next.value);
  }
}

/**
 * Audits the charges of a window into a sink, batch by batch, and returns the totals. A batch is written before more
 * is judged, so a slow sink holds the audit back and memory stays bounded. What the sink throws ends the audit.
 */
export async function runAudit(
  sources: AuditSources,
  window: AuditWindow,
  sink: FindingSink,
  { batchSize = DEFAULT_BATCH, ...options }: RunAuditOptions = {},
): Promise<AuditTotals> {
  if (!(Number.isSafeInteger(batchSize) && batchSize > 0)) {
    throw new ConfigError(`batchSize is ${batchSize}; give a whole number from 1 on`);
  }
  const audit = auditCharges(sources, window, options);
  let batch: Finding[] = [];
  for (;;) {
    const next = await audit.next();
    const isFull = batch.length === batchSize;
    if ((isFull || next.done === true) && batch.length > 0) {
      await sink.write(batch);
      batch = [];
    }
    if (next.done === true) return next.value;
    batch.push(next.value);
  }
}

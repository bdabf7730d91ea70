import type { AccountAliases } from '../../identity/index.ts';
import { coverageOf } from '../coverage.ts';
import type { Finding } from '../finding.ts';
import type { Grader } from '../grade.ts';
import { completeEvidence, type Evidence } from '../judge/evidence.ts';
import { writeFinding } from '../judge/write-finding.ts';
import { type AuditPolicyInput, completePolicy } from '../policy.ts';
import type { AuditWindow, Charge } from '../records.ts';
import type { AuditTotals } from '../totals.ts';
import { type DaySpan, readWindow, writeWindow } from '../window.ts';
import { AuditPass } from './audit-pass.ts';
import { outOfOrder, readCredits, readLives, readRhythms } from './read-evidence.ts';
import type { AuditSources } from './sources.ts';

/** Options of an audit. */
export interface AuditOptions {
  /** Rules that differ from `defaultAuditPolicy`. */
  readonly policy?: AuditPolicyInput | undefined;
  /** Renamed accounts: printed name to known name (X4). */
  readonly aliases?: AccountAliases | undefined;
  /** Weighs the links of a charge past billed-through. Default `grade`. */
  readonly grade?: Grader | undefined;
  /** Also yield charges that are right (`ok_live`, `ok_within`). Default false. */
  readonly includeOk?: boolean | undefined;
}

/**
 * Audits the charges of a window in one pass, with memory for the services and not for the charges. Yields what is
 * not right, in order of day and id, and returns the totals of everything; {@link collectAudit} and {@link runAudit}
 * do the looping. Facts and credits are read so far past the window as the policy says, plan lines on both sides, and
 * charges of some days before it, against which the first ones may be repeats.
 *
 * Source: billing-audit 4.9, design 10.
 * @param window civil days in UTC, both included; swapped if they are reversed
 * @throws InvalidInputError for a policy, fact or plan line that makes no sense; `OUT_OF_ORDER` when a source does
 * not give its rows in the order it promised, or a charge twice; `DUPLICATE_ROW_ID` for a credit that comes twice
 */
export async function* auditCharges(
  sources: AuditSources,
  window: AuditWindow,
  options: AuditOptions = {},
): AsyncGenerator<Finding, AuditTotals> {
  const span = readWindow(window);
  const policy = completePolicy(options.policy);
  const coverage = sources.coverage === undefined ? null : coverageOf(window, sources.coverage);
  const lives = await readLives(sources, span, policy, options.aliases ?? {});
  const rhythms = await readRhythms(sources, span, lives, policy);
  const credits = await readCredits(sources, span, lives, policy);
  const evidence: Evidence = completeEvidence({ lives, rhythms, policy, grade: options.grade });
  const pass = new AuditPass(evidence, credits, span);
  for await (const charge of sources.charges.charges(writeWindow(readFrom(span, policy.runInDays)))) {
    const outcome = pass.take(charge, refuseOrder);
    if (outcome === undefined) continue;
    const isOk = outcome.verdict === 'ok_live' || outcome.verdict === 'ok_within';
    if (!isOk || options.includeOk === true) yield writeFinding(outcome);
  }
  return pass.finish(coverage);
}

function readFrom({ from, to }: DaySpan, runInDays: number): DaySpan {
  return { from: from - runInDays, to };
}

function refuseOrder({ id }: Charge): never {
  return outOfOrder('charges', id.slice(0, 100), 'charges in ascending order of day and id, each once');
}

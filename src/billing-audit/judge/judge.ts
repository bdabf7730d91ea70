import { InvalidInputError } from '../../core/errors/input.ts';
import { ChargeReader } from '../charge-reader.ts';
import { dayOf } from '../days.ts';
import type { Finding } from '../finding.ts';
import { ZERO } from '../money.ts';
import type { Charge } from '../records.ts';
import { areDaily } from '../rhythm/spacing.ts';
import { type AuditEvidence, completeEvidence } from './evidence.ts';
import { judgeCharge } from './judge-charge.ts';
import { writeFinding } from './write-finding.ts';

/** What {@link judge} may know besides. */
export interface JudgeContext extends AuditEvidence {
  /** Days of the service's own charges, for telling a daily service that was never listed. */
  readonly chargeDays?: Iterable<string> | undefined;
}

/**
 * Judges one charge by itself: whose it is, whether its service still lived, until when that was paid for, and how
 * well each link is known. Repeats and credits need the other charges; `auditCharges` adds them. Null for a credit.
 *
 * Source: billing-audit 4.7, design 7.
 * @throws InvalidInputError for a charge whose day or amount cannot be read, or a policy that makes no sense
 */
export function judge(charge: Charge, context: JudgeContext): Finding | null {
  const read = new ChargeReader().read(charge);
  if (read === undefined) {
    const message = 'needs a calendar day YYYY-MM-DD and a decimal amount';
    throw new InvalidInputError('charge', [{ path: 'charge', message }]);
  }
  if (read.amount.units < 0n) return null;
  const evidence = completeEvidence(context);
  const days = [...(context.chargeDays ?? [])].map((day, index) => dayOf(day, `chargeDays[${index}]`));
  const upTo = [...new Set([...days.filter((day) => day < read.day), read.day])].sort((a, b) => a - b);
  const isDaily = areDaily(upTo, evidence.policy.spacing);
  const judgement = judgeCharge(read, evidence, { isDaily: () => isDaily });
  const draw = { credited: ZERO, creditIds: [], byAccountOnly: false };
  return writeFinding({ judgement, repeat: null, draw, verdict: judgement.verdict });
}

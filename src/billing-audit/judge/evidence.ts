import { type Grader, grade } from '../grade.ts';
import type { LifeBook } from '../lifecycle/life-book.ts';
import { type AuditPolicy, type AuditPolicyInput, completePolicy } from '../policy.ts';
import type { RhythmBook } from '../rhythm/rhythm-book.ts';

/** What charges are judged by. */
export interface AuditEvidence {
  readonly lives: LifeBook;
  readonly rhythms: RhythmBook;
  readonly policy?: AuditPolicyInput | undefined;
  /** Weighs the links of a charge past billed-through. Default {@link grade}. */
  readonly grade?: Grader | undefined;
}

/** Evidence with its rules filled in. */
export interface Evidence {
  readonly lives: LifeBook;
  readonly rhythms: RhythmBook;
  readonly policy: AuditPolicy;
  readonly grade: Grader;
  readonly deviceless: ReadonlySet<string>;
  readonly perUnit: ReadonlySet<string>;
}

/** @throws InvalidInputError for a policy that makes no sense */
export function completeEvidence({ lives, rhythms, policy, grade: grader = grade }: AuditEvidence): Evidence {
  const rules = completePolicy(policy);
  return {
    lives,
    rhythms,
    policy: rules,
    grade: grader,
    deviceless: new Set(rules.deviceless),
    perUnit: new Set(rules.perUnit),
  };
}

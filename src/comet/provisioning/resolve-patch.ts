import type { PlannedPatch, StepReference } from './plan.ts';
import type { ProfilePatch } from './profile-patch.ts';

/** What the steps before a write gave. */
export interface StepAnswers {
  readonly policyId?: string | undefined;
  readonly destinationId?: string | undefined;
}

/** The patch of a step with what the steps before it gave. */
export function resolvePatch(patch: PlannedPatch, answers: StepAnswers): ProfilePatch {
  const { policyId, vault, ...rest } = patch;
  return {
    ...rest,
    policyId: policyId === null ? null : resolved(policyId, answers.policyId),
    vault: vault && { ...vault, destinationId: resolved(vault.destinationId, answers.destinationId) },
  };
}

function resolved(value: string | StepReference | undefined, answer: string | undefined): string | undefined {
  return typeof value === 'object' ? (answer ?? value.otherwise) : value;
}

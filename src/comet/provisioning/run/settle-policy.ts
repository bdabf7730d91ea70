import { quote } from '../../../core/secret.ts';
import { saysUnknown } from '../../admin/failures.ts';
import { nameOfOrganization } from '../../policy/assignment.ts';
import { CometPolicyError } from '../../policy/error.ts';
import { ensurePolicy, type PolicyFacts, policyFacts } from '../../policy/index.ts';
import { CometAccountError } from '../account-error.ts';
import { managedDraft } from '../managed-policy.ts';
import type { PlanStep } from '../plan.ts';
import { refuse } from '../refuse.ts';
import type { AccountSpec, PolicyChoice } from '../spec.ts';
import type { AccountCalls } from './calls.ts';
import type { CometAccountsOptions } from './options.ts';

/** What the policy of an account needs to know of it. */
export interface PolicyTask {
  readonly choice: PolicyChoice;
  readonly organizationId: string;
  readonly capabilities: AccountSpec['capabilities'];
  readonly step: PlanStep;
  readonly tools: Pick<CometAccountsOptions, 'sleep' | 'random'>;
}

/** A policy that is there and fits the account. */
export interface SettledPolicy {
  readonly id: string;
  readonly facts: PolicyFacts;
}

/**
 * C1: makes sure of the policy.
 *
 * @throws CometAccountError `POLICY_NOT_FOUND`, `ORGANIZATION_MISMATCH`; InvalidInputError `CONTRADICTORY_SPEC`
 */
export async function settlePolicy(calls: AccountCalls, task: PolicyTask): Promise<SettledPolicy> {
  const { choice, step } = task;
  const found = choice.managed === undefined ? await existing(calls, choice.id) : await ensured(calls, task);
  const facts = policyFacts(found.policy);
  for (const check of step.checks ?? []) {
    if (check.kind === 'organization' && facts.organizationId !== check.organizationId) {
      const [owner, wanted] = [facts.organizationId, check.organizationId].map(nameOfOrganization);
      throw new CometAccountError(
        `The policy ${quote(found.id)} belongs to ${owner}, and the account to ${wanted}. Take one of the same organization; for the login of an organization, pass capabilities.loginOrganizationId`,
        'ORGANIZATION_MISMATCH',
      );
    }
    if (check.kind === 'password-change-allowed' && facts.isPasswordLocked) {
      const message = 'the policy does not let the user change the password';
      throw refuse('The account', [{ path: 'requirePasswordChange', message, code: 'CONTRADICTORY_SPEC' }]);
    }
  }
  return { id: found.id, facts };
}

async function existing(calls: AccountCalls, id: string) {
  try {
    const { Policy } = await calls.policy(id);
    return { id, policy: Policy };
  } catch (error) {
    if (!saysUnknown(error)) throw error;
    throw new CometAccountError(
      `The server does not know the policy ${quote(id)}. Name one that it has, or a managed one`,
      'POLICY_NOT_FOUND',
      { cause: error },
    );
  }
}

async function ensured(calls: AccountCalls, { choice, organizationId, capabilities, tools }: PolicyTask) {
  if (choice.managed === undefined) throw new TypeError('only managed policies are made sure of');
  const draft = managedDraft(choice, capabilities);
  const owned = organizationId === '' ? draft : draft.organization(organizationId);
  const { loginOrganizationId } = capabilities ?? {};
  try {
    return await ensurePolicy(calls.comet, owned, { ...calls.remaining(), ...tools, loginOrganizationId });
  } catch (error) {
    if (!(error instanceof CometPolicyError) || error.code !== 'ORGANIZATION_MISMATCH') throw error;
    throw new CometAccountError(error.message, 'ORGANIZATION_MISMATCH', { cause: error });
  }
}

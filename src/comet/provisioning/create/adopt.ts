import { saysUnknown } from '../../admin/failures.ts';
import { policyFacts } from '../../policy/index.ts';
import type { AccountRecord } from '../journal.ts';
import type { AccountProfile } from '../profile.ts';
import type { AccountCalls } from '../run/calls.ts';

/** How far the clocks of server and host may differ, in milliseconds. */
const CLOCK_SKEW_MS = 300_000;

/**
 * Whether an account can only be the one whose creation got no answer: it is not older than that call, it is
 * where that call wanted it, and nothing was done with it yet.
 *
 * Source: contract 2.6 (ambiguous outcomes, C3).
 */
export async function isOurs(
  calls: AccountCalls,
  profile: AccountProfile,
  record: AccountRecord,
): Promise<boolean> {
  const { addUserDispatchedAt: dispatchedAt, username, organizationId } = record;
  if (dispatchedAt === undefined || profile.Username !== username) return false;
  if (organizationId && profile.OrganizationID !== organizationId) return false;
  const createdMs = (profile.CreateTime ?? 0) * 1000;
  if (!(createdMs >= Date.parse(dispatchedAt) - CLOCK_SKEW_MS)) return false;
  const used = [profile.Devices, profile.Sources, profile.Destinations];
  if (used.some((map) => Object.keys(map ?? {}).length > 0)) return false;
  return isAsAtBirth(calls, profile.PolicyID ?? '');
}

/** Whether a new account can have a policy: none, or the server's default. */
async function isAsAtBirth(calls: AccountCalls, policyId: string): Promise<boolean> {
  if (policyId === '') return true;
  try {
    const { Policy } = await calls.policy(policyId);
    return policyFacts(Policy).isServerDefault;
  } catch (error) {
    if (saysUnknown(error)) return false;
    throw error;
  }
}

import type { BackupJobDetail, UserProfileConfig } from 'reseller-sdk/comet/admin';
import { AdminGetJobsForUser, AdminGetUserProfile } from 'reseller-sdk/comet/admin/operations';
import {
  type AccountRef,
  assertOwner,
  type LimitFinding,
  limitsBelowUsage,
} from 'reseller-sdk/comet/provisioning';
import { type Ordered, productOf } from './packages.ts';
import type { Shop } from './shop.ts';

/** The account of a service, by the journal of its creation; undefined before it is known to exist. */
export async function accountOf(
  { journal }: Pick<Shop, 'journal'>,
  serviceKey: string,
): Promise<AccountRef | undefined> {
  const { username = '', creationGuid } = (await journal.load(serviceKey))?.record ?? {};
  return creationGuid === undefined ? undefined : { username, expect: { creationGuid } };
}

/** Reads an account. @throws CometAccountError `OWNERSHIP_MISMATCH` where the name is another account's by now */
export async function readProfile({ comet }: Shop, account: AccountRef): Promise<UserProfileConfig> {
  const profile = await comet.call(AdminGetUserProfile, { TargetUser: account.username });
  assertOwner(profile, account);
  return profile;
}

/** The backups of an account. */
export function readJobs({ comet }: Shop, { username }: AccountRef): Promise<readonly BackupJobDetail[]> {
  return comet.call(AdminGetJobsForUser, { TargetUser: username });
}

/** What a customer already uses more of than another order would allow. */
export async function tooMuchFor(
  shop: Shop,
  serviceKey: string,
  ordered: Ordered,
): Promise<readonly LimitFinding[]> {
  const account = await accountOf(shop, serviceKey);
  if (account === undefined) return [];
  const destinationId = (await shop.journal.load(serviceKey))?.record.destinationId;
  const { limits, quota } = productOf(ordered);
  return limitsBelowUsage(await readProfile(shop, account), { limits, vault: { quota, destinationId } });
}

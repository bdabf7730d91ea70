import type { Secret } from 'reseller-sdk';
import { AdminListUsers } from 'reseller-sdk/comet/admin/operations';
import {
  type AccountRef,
  type AccountSpec,
  type ClaimVerdict,
  type CreatedAccount,
  toUsage,
} from 'reseller-sdk/comet/provisioning';
import { accountOf, readProfile } from './account.ts';
import { productOf } from './packages.ts';
import type { Shop } from './shop.ts';
import type { Order, Service } from './storage/services.ts';

/**
 * Makes the account of a service what is wanted of it. Every step may be repeated, so whoever finds this half done begins
 * at its beginning; where all is as wanted, the server is only read.
 *
 * @param verdict what a person found out where the package could not know whose an account is
 */
export async function deliver(shop: Shop, service: Service, verdict?: ClaimVerdict): Promise<void> {
  if (service.wanted === 'closed') return close(shop, service, verdict);
  const { accounts } = shop;
  const isSuspended = service.wanted === 'suspended';
  const known = await accountOf(shop, service.serviceKey);
  // An account that is not paid for must stop, whatever else fails: also one that could not be finished.
  if (known !== undefined && isSuspended) await accounts.suspend(known);
  const created = await create(shop, service, verdict);
  const account = refOf(created);
  await (isSuspended ? accounts.suspend(account) : accounts.unsuspend(account));
  await renewPassword(shop, service, account);
  const { policy, limits, quota } = productOf(service.ordered);
  await accounts.change(account, {
    policy: { managed: policy },
    limits,
    vault: { quota },
    destinationId: created.destinationId,
    profile: profileOf(service),
    capabilities: await shop.capabilities(),
  });
}

/** What is ordered, as the package takes it. */
export function specOf(
  { serviceKey, name, email, ordered }: Order,
  storageTemplate: string,
  password: Secret,
): AccountSpec {
  const { policy, limits, quota } = productOf(ordered);
  return {
    serviceKey,
    username: { mode: 'derive', candidates: [email, name] },
    password,
    policy: { managed: policy },
    vault: { providerId: storageTemplate, quota },
    limits,
    profile: profileOf({ name, email }),
  };
}

function profileOf({ name, email }: Pick<Order, 'name' | 'email'>) {
  return { accountName: name, emails: [email], sendEmailReports: true };
}

function refOf({ username, creationGuid }: CreatedAccount): AccountRef {
  return { username, expect: { creationGuid } };
}

/** Also of an account that is finished: it is looked at, and one that is gone or another's is found out. */
async function create(shop: Shop, service: Service, verdict?: ClaimVerdict): Promise<CreatedAccount> {
  const { serviceKey, passwordBox } = service;
  if (passwordBox === null) throw new TypeError(`the service ${serviceKey} has no password`);
  const password = await shop.passwords.open(serviceKey, passwordBox);
  const spec = specOf(service, shop.storageTemplate, password);
  return shop.accounts.create({ ...spec, capabilities: await shop.capabilities() }, { verdict });
}

/** The new password is in the database before the server gets it, and takes the place of the old one after. */
async function renewPassword(shop: Shop, service: Service, account: AccountRef): Promise<void> {
  const { serviceKey, nextPasswordBox } = service;
  if (nextPasswordBox === null) return;
  const newPassword = await shop.passwords.open(serviceKey, nextPasswordBox);
  await shop.accounts.changePassword(account, { newPassword });
  shop.services.passwordIsSet(serviceKey);
}

/**
 * Deletes the account. It is suspended first, so that what it used is final, and that is kept before the deletion: a
 * process that dies right after it could not tell any more.
 */
async function close(shop: Shop, service: Service, verdict?: ClaimVerdict): Promise<void> {
  const { accounts, comet, services } = shop;
  const account = await accountToClose(shop, service, verdict);
  if (account === undefined) return;
  const names = await comet.call(AdminListUsers, {});
  if (!names.includes(account.username)) return;
  await accounts.suspend(account);
  services.keepFinalUsage(service.serviceKey, toUsage(await readProfile(shop, account)));
  await accounts.terminate(account, { requireSuspended: true });
}

/** An account that may have been created is found first; without any claim there is nothing to delete. */
async function accountToClose(
  shop: Shop,
  service: Service,
  verdict?: ClaimVerdict,
): Promise<AccountRef | undefined> {
  const known = await accountOf(shop, service.serviceKey);
  if (known !== undefined) return known;
  const entry = await shop.journal.load(service.serviceKey);
  if (entry === undefined || entry.record.stage === 'planned') return undefined;
  return refOf(await create(shop, service, verdict));
}

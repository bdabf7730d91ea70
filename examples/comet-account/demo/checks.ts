import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseQuota, toCustomerView } from 'reseller-sdk/comet/provisioning';
import { accountOf } from '../account.ts';
import { productOf } from '../packages.ts';
import type { Service } from '../storage/services.ts';
import { STRANGER, type World } from './world.ts';

/** Something that must hold, and what speaks against it. */
export interface Check {
  readonly check: string;
  readonly problems: readonly string[];
}

/** Everything that must hold whenever no work is left. */
export async function runChecks(world: World): Promise<readonly Check[]> {
  const open = world.shop.services.list().filter(({ wanted }) => wanted !== 'closed');
  const closed = world.shop.services.list().filter(({ wanted }) => wanted === 'closed');
  return [
    { check: 'nothing is left to do', problems: leftovers(world) },
    {
      check: 'each open service has one account, and there are no others',
      problems: await strays(world, open),
    },
    { check: 'one vault was made for each account', problems: vaults(world) },
    { check: 'each account is as ordered', problems: await perAccount(world, open, unlikeOrder) },
    {
      check: 'the password of each account is the one in the database',
      problems: await perAccount(world, open, unlikePassword),
    },
    { check: 'the account of somebody else is as it was', problems: touched(world) },
    { check: 'what a closed account used is known', problems: forgotten(closed) },
    { check: 'no secret is printed, or stored in the clear', problems: leaks(world) },
  ];
}

function leftovers({ shop }: World): string[] {
  return shop.services
    .list()
    .filter(({ asked, done, trouble }) => done < asked || trouble !== null)
    .map(({ serviceKey, trouble }) => `${serviceKey} is not done: ${trouble ?? 'nobody came to it'}`);
}

async function strays({ fake, shop }: World, open: readonly Service[]): Promise<string[]> {
  const accounts = await Promise.all(open.map(({ serviceKey }) => accountOf(shop, serviceKey)));
  const names = accounts.map((account) => account?.username ?? '');
  const isThere = (name: string, guid: string | undefined): boolean =>
    fake.state.users.get(name)?.profile.CreationGUID === guid;
  const ours = new Set([STRANGER, ...names]);
  return [
    ...open.flatMap(({ serviceKey }, at) =>
      isThere(names[at] ?? '', accounts[at]?.expect?.creationGuid) ? [] : [`${serviceKey} has no account`],
    ),
    ...[...fake.state.users.keys()].flatMap((name) => (ours.has(name) ? [] : [`${name} is nobody's`])),
    ...(ours.size === names.length + 1 ? [] : [`two services share an account: ${names.join(', ')}`]),
  ];
}

/** Buckets stay when an account is deleted, so they tell how many vaults were ever made. */
function vaults({ fake, shop }: World): string[] {
  const wanted = shop.services.list().length;
  const made = fake.state.buckets.size;
  return made === wanted ? [] : [`${made} vaults were made for ${wanted} services`];
}

async function perAccount(
  world: World,
  open: readonly Service[],
  look: (world: World, service: Service, username: string) => Promise<string[]>,
): Promise<string[]> {
  const problems: string[] = [];
  for (const service of open) {
    const account = await accountOf(world.shop, service.serviceKey);
    if (account !== undefined && world.fake.state.users.has(account.username)) {
      problems.push(...(await look(world, service, account.username)));
    }
  }
  return problems;
}

async function unlikeOrder({ fake }: World, service: Service, username: string): Promise<string[]> {
  const profile = fake.profile(username);
  const { suspended, limits, vaults: all } = toCustomerView(profile);
  const product = productOf(service.ordered);
  const { enabled, bytes } = parseQuota(product.quota);
  const policy = fake.state.policies.get(profile.PolicyID)?.policy.Description;
  const found = { suspended, devices: limits.devices, vaults: all.map(({ limit }) => limit).join(), policy };
  const wanted = {
    suspended: service.wanted === 'suspended',
    devices: String(product.limits.devices),
    vaults: enabled ? String(bytes) : 'unlimited',
    policy: product.policy.build().policy.Description,
  };
  const [isText, wantedText] = [JSON.stringify(found), JSON.stringify(wanted)];
  return isText === wantedText ? [] : [`${username} is ${isText}, not ${wantedText}`];
}

async function unlikePassword({ fake, shop }: World, service: Service, username: string): Promise<string[]> {
  const kept = await shop.passwords.open(service.serviceKey, service.passwordBox ?? '');
  const isKept = fake.state.users.get(username)?.password === kept.reveal();
  return isKept && service.nextPasswordBox === null ? [] : [`nobody knows the password of ${username}`];
}

function touched({ fake, strangerHash }: World): string[] {
  const isSame = fake.state.users.has(STRANGER) && fake.profileHash(STRANGER) === strangerHash;
  return isSame ? [] : [`${STRANGER} was written or deleted`];
}

function forgotten(closed: readonly Service[]): string[] {
  return closed
    .filter(({ finalUsage, passwordBox }) => finalUsage === null || passwordBox !== null)
    .map(({ serviceKey }) => `${serviceKey} has no last usage, or still a password`);
}

function leaks({ fake, folder, said, secrets }: World): string[] {
  const passwords = [...fake.state.users.values()].map(({ password }) => password);
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const stored = files.map(({ name }) => readFileSync(join(folder, name), 'latin1')).join('');
  return [...secrets, ...passwords].flatMap((secret) => {
    if (secret === undefined || secret === '') return [];
    return said.join('\n').includes(secret) || stored.includes(secret) ? ['a secret is in the clear'] : [];
  });
}

import type { World } from './world.ts';

/** Something that must hold, and what speaks against it. */
export interface Check {
  readonly check: string;
  readonly problems: readonly string[];
}

const UNDER_WAY = new Set(['requesting', 'cancelling']);
const AT_VENDOR = new Set(['provisioned', 'awaiting_connection', 'waiting_for_domain']);

/** Everything that must hold once nothing is under way. */
export async function runChecks(world: World): Promise<readonly Check[]> {
  return [
    { check: 'nothing is under way, and nobody has to look', problems: await openEnds(world) },
    { check: 'each plan that was sold is there once, and no other', problems: await strayPlans(world) },
    { check: 'no plan was asked for again before the status was read', problems: blindProvisions(world) },
    { check: 'each license that was sold is there once, and no other', problems: await strayLicenses(world) },
    { check: 'no secret was printed', problems: leaks(world) },
  ];
}

async function openEnds({ shop }: World): Promise<string[]> {
  const plans = (await shop.planRecords.list()).filter(
    ({ status, failure, claim }) => UNDER_WAY.has(status) || (failure !== null && claim !== null),
  );
  const licenses = await shop.licenses.listOpen();
  return [...plans, ...licenses].map(({ serviceKey, status }) => `${serviceKey} is ${status}`);
}

async function strayPlans({ fake, shop }: World): Promise<string[]> {
  const wanted = (await shop.planRecords.list())
    .filter(({ status }) => AT_VENDOR.has(status))
    .map(({ siteUrl, plan }) => `${plan} of ${siteUrl}`);
  const there = fake.state.activations
    .filter(({ endedAt }) => endedAt === null)
    .map(({ siteUrl, plan }) => `${plan} of ${siteUrl}`);
  return differences(wanted, there);
}

/** A site's first order may be sent at once; another comes after a look, or after a cancellation. */
function blindProvisions({ fake }: World): string[] {
  const asked = new Set<string>();
  const problems: string[] = [];
  for (const { operation, form, path } of fake.requests) {
    const site = operation === 'provision' ? nameOf(form['siteurl'] ?? '') : (path.split('/').at(-2) ?? '');
    if (operation === 'status' || operation === 'cancel') asked.delete(site);
    if (operation !== 'provision') continue;
    if (asked.has(site)) problems.push(`${site} was asked for blindly`);
    asked.add(site);
  }
  return problems;
}

/** A site as paths have it. */
function nameOf(siteUrl: string): string {
  return siteUrl.replace(/^https?:\/\//, '').replaceAll('/', '::');
}

async function strayLicenses({ fake, shop }: World): Promise<string[]> {
  const records = await shop.licenseRecords.list();
  const sold = records.filter(({ status }) => status === 'issued');
  const inForce = [...fake.state.licenses.values()].filter(({ revokedAt }) => revokedAt === null);
  return differences(
    sold.map(({ licenseKey }) => String(licenseKey)),
    inForce.map(({ key }) => key),
  ).map((problem) => problem.replace(/_\w+/, '_***'));
}

function leaks({ said, secrets }: World): string[] {
  const everything = said.join('\n');
  return secrets().some((secret) => secret !== '' && everything.includes(secret))
    ? ['a secret was printed']
    : [];
}

/** Each thing that is there as often as it is not wanted, or the other way round. */
function differences(wanted: readonly string[], there: readonly string[]): string[] {
  const count = (list: readonly string[], name: string): number => list.filter((one) => one === name).length;
  return [...new Set([...wanted, ...there])]
    .filter((name) => count(wanted, name) !== count(there, name))
    .map((name) => `${name}: ${count(wanted, name)} sold, ${count(there, name)} there`);
}

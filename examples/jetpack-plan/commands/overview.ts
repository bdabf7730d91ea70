import { AuthenticationError, PermissionError } from 'reseller-sdk';
import { expectWords } from '../command-line.ts';
import { type Call, type Command, type Result, worstOf } from '../result.ts';
import { revokeAgain } from '../revoke-again.ts';
import type { Shop } from '../shop.ts';
import { showLicense } from '../show-license.ts';
import { showPlan } from '../show-plan.ts';

/** What can be asked for of all services. */
export const OVERVIEW_COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['test', test],
  ['tick', tick],
  ['list', list],
]);

/** Whether the vendor takes the credentials. */
async function test({ shop, words }: Call): Promise<Result> {
  expectWords(words, []);
  const { jetpack, sells } = shop;
  const value = {
    partnerKey: sells.plans ? await jetpack.verifyCredentials() : null,
    licensingToken: sells.licenses ? await isTaken(jetpack.licensing.counts()) : null,
  };
  const word = (works: boolean | null) => (works === null ? 'not given' : works ? 'works' : 'is refused');
  const lines = [`partner key ${word(value.partnerKey)}`, `licensing token ${word(value.licensingToken)}`];
  return { value, lines, ending: Object.values(value).includes(false) ? 'look' : 'well' };
}

/** What a scheduler calls every minute: plans whose time has come, and revocations that are open. People settle sales. */
async function tick({ shop, words }: Call): Promise<Result> {
  expectWords(words, []);
  return summary(await checkPlans(shop), await checkLicenses(shop), 'nothing to do');
}

/** Everything that was ever sold, and what is wrong with it. */
async function list({ shop, words }: Call): Promise<Result> {
  expectWords(words, []);
  const now = shop.clock.now();
  const plans = (await shop.planRecords.list()).map((record) => showPlan(record));
  const licenses = (await shop.licenseRecords.list()).map((record) => showLicense(record, now));
  return summary(plans, licenses, 'nothing was sold yet');
}

async function checkPlans({ plans, sells }: Shop): Promise<readonly Result[]> {
  if (!sells.plans) return [];
  const results: Result[] = [];
  for (const { serviceKey, from, failure } of await plans.recheckDue()) {
    const record = await plans.get(serviceKey);
    if (record !== null) results.push(showPlan({ ...record, failure }, from));
  }
  return results;
}

async function checkLicenses(shop: Shop): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const record of await shop.licenses.listOpen()) {
    const isShown = !shop.sells.licenses;
    results.push(isShown ? showLicense(record, shop.clock.now()) : await revokeAgain(shop, record));
  }
  return results;
}

function summary(plans: readonly Result[], licenses: readonly Result[], nothing: string): Result {
  const all = [...plans, ...licenses];
  return {
    value: { plans: plans.map(({ value }) => value), licenses: licenses.map(({ value }) => value) },
    lines: all.length === 0 ? [nothing] : all.flatMap(({ lines }) => lines),
    ending: worstOf(all.map(({ ending }) => ending)),
  };
}

async function isTaken(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof AuthenticationError || error instanceof PermissionError) return false;
    throw error;
  }
}

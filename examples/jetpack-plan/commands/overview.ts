import { AuthenticationError, PermissionError, ResellerSdkError } from 'reseller-sdk';
import type { PlanCheck } from 'reseller-sdk/jetpack/plans';
import { expectWords } from '../command-line.ts';
import { type Call, type Command, type Result, worstOf } from '../result.ts';
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

/** What a scheduler calls every minute: plans whose time has come, and revocations whose answer was lost. */
async function tick({ shop, words }: Call): Promise<Result> {
  expectWords(words, []);
  const plans = await checkPlans(shop);
  const licenses = await checkLicenses(shop);
  const lines = [...plans, ...licenses].flatMap((result) => result.lines);
  return {
    value: { plans: plans.map(({ value }) => value), licenses: licenses.map(({ value }) => value) },
    lines: lines.length === 0 ? ['nothing to do'] : lines,
    ending: worstOf([...plans, ...licenses].map(({ ending }) => ending)),
  };
}

/** Everything that was ever sold, and what is wrong with it. */
async function list({ shop, words }: Call): Promise<Result> {
  expectWords(words, []);
  const now = shop.clock.now();
  const plans = (await shop.planRecords.list()).map(showPlan);
  const licenses = (await shop.licenseRecords.list()).map((record) => showLicense(record, now));
  const lines = [...plans, ...licenses].flatMap((result) => result.lines);
  return {
    value: { plans: plans.map(({ value }) => value), licenses: licenses.map(({ value }) => value) },
    lines: lines.length === 0 ? ['nothing was sold yet'] : lines,
    ending: worstOf([...plans, ...licenses].map(({ ending }) => ending)),
  };
}

async function checkPlans({ plans, sells }: Shop): Promise<readonly Result[]> {
  if (!sells.plans) return [];
  const results: Result[] = [];
  for (const check of await plans.recheckDue()) {
    const record = await plans.get(check.serviceKey);
    if (record !== null) results.push(withMove(check, showPlan(record)));
  }
  return results;
}

function withMove({ from, to }: PlanCheck, shown: Result): Result {
  return to === from ? shown : { ...shown, lines: shown.lines.map((line) => `${line} (${from} -> ${to})`) };
}

/** A revocation may be repeated, since the license is read first. A sale may not: what is unsettled waits for a person. */
async function checkLicenses({ licenses, clock, sells }: Shop): Promise<readonly Result[]> {
  if (!sells.licenses) return [];
  const results: Result[] = [];
  for (const open of await licenses.listOpen()) {
    if (open.status === 'revoking') await revokeAgain(licenses, open.serviceKey);
    const record = await licenses.get(open.serviceKey);
    if (record !== null) results.push(showLicense(record, clock.now()));
  }
  return results;
}

/** What it fails with stands in the record, or another worker is at it; either way the next tick comes. */
async function revokeAgain(licenses: Shop['licenses'], serviceKey: string): Promise<void> {
  try {
    await licenses.revoke(serviceKey);
  } catch (error) {
    if (!(error instanceof ResellerSdkError)) throw error;
  }
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

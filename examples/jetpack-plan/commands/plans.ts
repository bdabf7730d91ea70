import { type PlanRecord, type PlanVerdict, provisioningDetails } from 'reseller-sdk/jetpack/plans';
import { expectWords, refusal } from '../command-line.ts';
import type { Call, Command, Result } from '../result.ts';
import { showPlan } from '../show-plan.ts';

/** What can be asked for of the plan of a service. */
export const PLAN_COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['order', order],
  ['status', status],
  ['link', link],
  ['recheck', recheck],
  ['cancel', cancel],
  ['settle', settle],
]);

/** On checkout or payment, as often as you like. What it cannot tell at once is carried on by `tick`. */
async function order({ shop, words, flags }: Call): Promise<Result> {
  const [serviceKey = '', siteUrl = '', plan = ''] = expectWords(words, ['SERVICE', 'SITE', 'PLAN']);
  if (flags.user === undefined) throw refusal('an order needs --user, a user of the site');
  return showPlan(await shop.plans.sell(serviceKey, { siteUrl, localUser: flags.user, plan }));
}

async function status(call: Call): Promise<Result> {
  return showPlan(await planOf(call));
}

/** The one command that shows a customer's links: his shop page calls it, no list or log does. */
async function link(call: Call): Promise<Result> {
  const record = await planOf(call);
  const { siteUrl, siteLink } = record;
  if (siteLink !== null) {
    return { value: { kind: 'url', url: siteLink }, lines: [siteLink], ending: 'well' };
  }
  const { toText, ...details } = provisioningDetails(record, siteUrl);
  return { value: details, lines: [toText() || 'There is nothing for the customer to do.'], ending: 'well' };
}

/** Looks now instead of at its time: the customer says that his domain works. */
async function recheck(call: Call): Promise<Result> {
  const { serviceKey } = await planOf(call);
  return showPlan(sold(serviceKey, await call.shop.plans.recheck(serviceKey)));
}

async function cancel(call: Call): Promise<Result> {
  const { serviceKey } = await planOf(call);
  return showPlan(sold(serviceKey, await call.shop.plans.cancel(serviceKey)));
}

/** What a person found out about a plan that the vendor will not cancel: it is over there, or it stays. */
async function settle(call: Call): Promise<Result> {
  const [serviceKey = '', word = ''] = expectWords(call.words, ['SERVICE', 'cancelled|provisioned']);
  return showPlan(await call.shop.plans.settle(serviceKey, verdictOf(word)));
}

function verdictOf(word: string): PlanVerdict {
  if (word === 'cancelled' || word === 'provisioned') return word;
  throw refusal('a verdict is cancelled or provisioned');
}

async function planOf({ shop, words }: Call): Promise<PlanRecord> {
  const [serviceKey = ''] = expectWords(words, ['SERVICE']);
  return sold(serviceKey, await shop.plans.get(serviceKey));
}

function sold(serviceKey: string, record: PlanRecord | null): PlanRecord {
  if (record === null) throw refusal(`no plan was ever ordered for ${serviceKey}`);
  return record;
}

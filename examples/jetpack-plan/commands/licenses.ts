import type { LicenseRecord } from 'reseller-sdk/jetpack/licenses';
import { attachLicense } from '../attach-license.ts';
import { expectWords, refusal } from '../command-line.ts';
import type { Call, Command, Result } from '../result.ts';
import { referenceOf, showLicense } from '../show-license.ts';

/** What can be asked for of the license of a service. */
export const LICENSE_COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['sell', sell],
  ['status', status],
  ['key', key],
  ['attach', attach],
  ['candidates', candidates],
  ['settle', settle],
  ['revoke', revoke],
]);

/** As often as you like: a call whose answer was lost is never made again. */
async function sell({ shop, words }: Call): Promise<Result> {
  const [serviceKey = '', product = ''] = expectWords(words, ['SERVICE', 'PRODUCT']);
  return showLicense(await shop.licenses.sell(serviceKey, { product }), shop.clock.now());
}

async function status(call: Call): Promise<Result> {
  return showLicense(await licenseOf(call, ['SERVICE']), call.shop.clock.now());
}

/** The one command that shows a key: for the site's option `jetpack_licenses`, or for the customer to type in. */
async function key(call: Call): Promise<Result> {
  const licenseKey = keyOf(await licenseOf(call, ['SERVICE']));
  return { value: { licenseKey }, lines: [licenseKey], ending: 'well' };
}

/** Puts the license on a connected site, for partners that the vendor has allow-listed. */
async function attach(call: Call): Promise<Result> {
  const record = await licenseOf(call, ['SERVICE', 'SITE']);
  const site = call.words[1] ?? '';
  const how = await attachLicense(call.shop.jetpack, keyOf(record), site);
  const { serviceKey } = record;
  return {
    value: { serviceKey, site, how },
    lines: [`${serviceKey}: ${how === 'attached' ? 'is' : 'was'} attached to ${site}`],
    ending: 'well',
  };
}

/** What a lost sale may have issued, by references. The vendor's portal shows the same dates. */
async function candidates(call: Call): Promise<Result> {
  const { serviceKey } = await licenseOf(call, ['SERVICE']);
  const found = await call.shop.licenses.candidates(serviceKey);
  const value = found.map((one) => ({ reference: referenceOf(one), issuedAt: one.issuedAt }));
  const lines = value.map(
    ({ reference, issuedAt }) => `${reference}  issued ${issuedAt ?? 'nobody knows when'}`,
  );
  return { value, lines: lines.length === 0 ? ['none'] : lines, ending: 'well' };
}

/** What a person found out: which candidate it is, or that none was issued. */
async function settle(call: Call): Promise<Result> {
  const { serviceKey } = await licenseOf(call, ['SERVICE', 'REFERENCE|none']);
  const { licenses, clock } = call.shop;
  const [, reference] = call.words;
  if (reference === 'none') return showLicense(await licenses.settle(serviceKey, 'not-issued'), clock.now());
  const chosen = (await licenses.candidates(serviceKey)).find((one) => referenceOf(one) === reference);
  if (chosen === undefined) throw refusal(`${serviceKey} has no candidate of this reference`);
  return showLicense(await licenses.settle(serviceKey, { licenseKey: chosen.licenseKey }), clock.now());
}

/** For good: the product leaves the site. */
async function revoke(call: Call): Promise<Result> {
  const { serviceKey } = await licenseOf(call, ['SERVICE']);
  const record = await call.shop.licenses.revoke(serviceKey);
  return showLicense(sold(serviceKey, record), call.shop.clock.now());
}

async function licenseOf({ shop, words }: Call, names: readonly string[]): Promise<LicenseRecord> {
  const [serviceKey = ''] = expectWords(words, names);
  return sold(serviceKey, await shop.licenses.get(serviceKey));
}

function sold(serviceKey: string, record: LicenseRecord | null): LicenseRecord {
  if (record === null) throw refusal(`no license was ever sold to ${serviceKey}`);
  return record;
}

function keyOf({ serviceKey, status: standing, licenseKey }: LicenseRecord): string {
  if (standing === 'issued' && licenseKey !== null) return licenseKey;
  throw refusal(`${serviceKey} has no license that is in force`);
}

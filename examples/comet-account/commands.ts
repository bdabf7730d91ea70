import { once } from 'node:events';
import { Secret } from 'reseller-sdk';
import { type CustomerView, planCreate, toCustomerView } from 'reseller-sdk/comet/provisioning';
import { accountOf, readJobs, readProfile, tooMuchFor } from './account.ts';
import { expectWords, type Flags, refusal } from './command-line.ts';
import { specOf } from './deliver.ts';
import { loginLink } from './login.ts';
import type { Ordered } from './packages.ts';
import { serve } from './serve.ts';
import { DEFAULT_PORT } from './settings.ts';
import type { Shop } from './shop.ts';
import type { Service, Wanted } from './storage/services.ts';
import { type Progress, workOn, workOnAll } from './work.ts';

/** What a command is told. */
export interface Call {
  readonly shop: Shop;
  readonly words: readonly string[];
  readonly flags: Flags;
  /** Tells of what goes on, beside the result. */
  readonly log: (line: string) => void;
}

/** What a command found: a value for programs, lines for people, and whether all is well. */
export interface Result {
  readonly value: unknown;
  readonly lines: readonly string[];
  readonly ok: boolean;
}

/** A command on a service or on all of them. */
export type Command = (call: Call) => Promise<Result>;

/** What can be asked for. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['test', test],
  ['order', order],
  ['change', change],
  ['suspend', (call: Call) => want(call, 'suspended')],
  ['resume', (call: Call) => want(call, 'active')],
  ['close', (call: Call) => want(call, 'closed')],
  ['password', newPassword],
  ['credentials', credentials],
  ['login', login],
  ['ours', settleClaim(true)],
  ['not-ours', settleClaim(false)],
  ['show', show],
  ['list', list],
  ['work', work],
  ['serve', listen],
]);

/** Stands in for a password where an order is only checked. */
const ANY_PASSWORD = new Secret('any password will do');

async function test({ shop, words }: Call): Promise<Result> {
  expectWords(words, []);
  const found = await shop.accounts.test();
  if (!found.ok) return refused(found.reason, found.error.message);
  const roles = Object.entries(found.roles).flatMap(([role, isOn]) => (isOn ? [role] : []));
  const lines = [`Comet Server ${found.version} with ${roles.join(', ')}`];
  return { value: found, lines, ok: found.roles.authentication };
}

/** The password is made and kept before anything is sent, so that none is ever lost. */
async function order({ shop, words, flags }: Call): Promise<Result> {
  const [serviceKey = '', name = ''] = expectWords(words, ['SERVICE', 'PACKAGE']);
  const { name: customer, email } = flags;
  if (customer === undefined || email === undefined) throw refusal('an order needs --name and --email');
  const wanted = { serviceKey, name: customer, email, ordered: orderedOf(name, flags) };
  planCreate(specOf(wanted, shop.storageTemplate, ANY_PASSWORD));
  shop.services.add(wanted, await shop.passwords.generate(serviceKey));
  const service = serviceNamed(shop, serviceKey);
  if (service.wanted === 'closed') throw refusal(`${serviceKey} is closed; a new account takes a new key`);
  if (service.name !== customer || service.email !== email) {
    throw refusal(`${serviceKey} is the service of another customer; use a new key`);
  }
  return progressOf(shop, serviceKey, await workOn(shop, serviceKey));
}

/** Refuses what the customer has already used more of; then no backup would be made any more. */
async function change({ shop, words, flags }: Call): Promise<Result> {
  const [serviceKey = '', name = ''] = expectWords(words, ['SERVICE', 'PACKAGE']);
  const service = openService(shop, serviceKey);
  const ordered = orderedOf(name, flags);
  planCreate(specOf({ ...service, ordered }, shop.storageTemplate, ANY_PASSWORD));
  const tooMuch = await tooMuchFor(shop, serviceKey, ordered);
  if (tooMuch.length > 0) {
    const why = tooMuch.map(({ limit, used, limitedTo }) => `${limit}: ${used} in use, not ${limitedTo}`);
    return refused('LIMIT_BELOW_USAGE', why.join('; '));
  }
  shop.services.wantProduct(serviceKey, ordered);
  return progressOf(shop, serviceKey, await workOn(shop, serviceKey));
}

/** Only a suspended service is closed: the deletion cannot be undone. */
async function want({ shop, words }: Call, wanted: Wanted): Promise<Result> {
  const [serviceKey = ''] = expectWords(words, ['SERVICE']);
  const service = serviceNamed(shop, serviceKey);
  if (service.wanted === 'closed' && wanted !== 'closed') throw refusal(`${serviceKey} is closed`);
  if (service.wanted === 'active' && wanted === 'closed') throw refusal(`suspend ${serviceKey} first`);
  if (service.wanted !== wanted) shop.services.wantState(serviceKey, wanted);
  return progressOf(shop, serviceKey, await workOn(shop, serviceKey));
}

async function newPassword({ shop, words }: Call): Promise<Result> {
  const [serviceKey = ''] = expectWords(words, ['SERVICE']);
  openService(shop, serviceKey);
  shop.services.wantPassword(serviceKey, await shop.passwords.generate(serviceKey));
  return progressOf(shop, serviceKey, await workOn(shop, serviceKey));
}

/** The one command that shows a password, for the customer's own eyes. */
async function credentials({ shop, words }: Call): Promise<Result> {
  const [serviceKey = ''] = expectWords(words, ['SERVICE']);
  const { passwordBox, nextPasswordBox } = openService(shop, serviceKey);
  const account = await accountOf(shop, serviceKey);
  if (account === undefined) return refused('NO_ACCOUNT', 'it is not there yet');
  if (nextPasswordBox !== null) return refused('PASSWORD_CHANGING', 'a new password is on its way');
  const password = (await shop.passwords.open(serviceKey, passwordBox ?? '')).reveal();
  const { username } = account;
  return { value: { username, password }, lines: [`${username} ${password}`], ok: true };
}

/** What a person found out of the account that an order is stuck at with `AMBIGUOUS_CREATE`. */
function settleClaim(isOurs: boolean) {
  return async ({ shop, words }: Call): Promise<Result> => {
    const [serviceKey = '', creationGuid = ''] = expectWords(words, ['SERVICE', 'GUID']);
    const entry = await shop.journal.load(serviceKey);
    if (entry?.record.stage !== 'dispatched') throw refusal(`no claim of ${serviceKey} is without an answer`);
    return progressOf(shop, serviceKey, await workOn(shop, serviceKey, { creationGuid, isOurs }));
  };
}

async function login({ shop, words }: Call): Promise<Result> {
  const [serviceKey = ''] = expectWords(words, ['SERVICE']);
  openService(shop, serviceKey);
  const link = await loginLink(shop, serviceKey);
  return { value: { link }, lines: [link], ok: true };
}

/** What the customer may see of his account. */
async function show({ shop, words }: Call): Promise<Result> {
  const [serviceKey = ''] = expectWords(words, ['SERVICE']);
  openService(shop, serviceKey);
  const account = await accountOf(shop, serviceKey);
  if (account === undefined) return refused('NO_ACCOUNT', 'it is not there yet');
  const view = toCustomerView(await readProfile(shop, account), await readJobs(shop, account));
  return { value: view, lines: linesOf(view), ok: true };
}

async function list({ shop, words }: Call): Promise<Result> {
  expectWords(words, []);
  const rows = await Promise.all(shop.services.list().map((service) => rowOf(shop, service)));
  const lines = rows.map(({ serviceKey, username, package: product, wanted, isDone, trouble }) =>
    [serviceKey, username ?? '-', product, wanted, isDone ? 'done' : (trouble ?? 'to do')].join('  '),
  );
  return { value: rows, lines, ok: rows.every(({ trouble }) => trouble === null) };
}

/** What a scheduler calls; with `--all` every account is looked at, also where nothing was asked for. */
async function work({ shop, words, flags }: Call): Promise<Result> {
  expectWords(words, []);
  if (flags.all) shop.services.wantLookAtAll();
  const progress = [...(await workOnAll(shop))];
  const results = progress.map(([serviceKey, how]) => progressOf(shop, serviceKey, how));
  const lines = results.length === 0 ? ['nothing to do'] : results.flatMap((result) => result.lines);
  return { value: results.map(({ value }) => value), lines, ok: results.every(({ ok }) => ok) };
}

async function listen({ shop, words, flags, log }: Call): Promise<Result> {
  expectWords(words, []);
  const port = Number(flags.port ?? DEFAULT_PORT);
  if (!(port >= 0 && port <= 65_535)) throw refusal('--port is no port');
  const server = serve(shop, log).listen(port);
  await once(server, 'listening');
  log(`listens on port ${port}`);
  process.once('SIGINT', () => server.close());
  await once(server, 'close');
  return { value: null, lines: [], ok: true };
}

function orderedOf(name: string, flags: Flags): Ordered {
  return { package: name, devices: flags.devices ?? null, storageGib: flags['storage-gib'] ?? null };
}

function serviceNamed(shop: Shop, serviceKey: string): Service {
  const service = shop.services.find(serviceKey);
  if (service === undefined) throw refusal(`there is no service ${serviceKey}`);
  return service;
}

function openService(shop: Shop, serviceKey: string): Service {
  const service = serviceNamed(shop, serviceKey);
  if (service.wanted === 'closed') throw refusal(`${serviceKey} is closed`);
  return service;
}

function progressOf(shop: Shop, serviceKey: string, progress: Progress): Result {
  const { wanted, ordered, trouble, finalUsage } = serviceNamed(shop, serviceKey);
  const value = { serviceKey, progress, wanted, ...ordered, trouble, finalUsage };
  if (progress === 'stuck') return { value, lines: [`${serviceKey} is stuck: ${trouble}`], ok: false };
  if (progress === 'busy') {
    return { value, lines: [`${serviceKey}: noted; another worker is at it and will see it`], ok: true };
  }
  const used = finalUsage && `; on the last invoice: ${finalUsage.devices} devices`;
  return { value, lines: [`${serviceKey} is ${wanted}: ${ordered.package}${used ?? ''}`], ok: true };
}

async function rowOf(shop: Shop, { serviceKey, ordered, wanted, asked, done, trouble }: Service) {
  const username = (await accountOf(shop, serviceKey))?.username ?? null;
  return { serviceKey, username, ...ordered, wanted, isDone: done >= asked, trouble };
}

function linesOf({ username, suspended, devices, limits, vaults, jobs }: CustomerView): string[] {
  return [
    `${username}${suspended ? ', suspended' : ''}`,
    `devices: ${devices.length}, limit ${limits.devices}`,
    ...vaults.map(({ name, bytes, limit }) => `vault ${name}: ${bytes} bytes, limit ${limit}`),
    `backups: ${jobs.length}`,
  ];
}

function refused(code: string, message: string): Result {
  return { value: { refused: code, message }, lines: [`refused, ${code}: ${message}`], ok: false };
}

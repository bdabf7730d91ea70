import { readContact } from './contact.ts';
import type { FleioClientRow, FleioServiceRow, FleioUserRow } from './entities.ts';
import type { Fields } from './fields.ts';
import { clientsCalled } from './rows.ts';
import { isSince } from './version.ts';
import type { World } from './world.ts';

const MAX_GROUPS = 10;

const BLANK = {
  ...{ company: '', address1: '', address2: '', city: '', state: '', zip_code: '' },
  ...{ phone: '', fax: '', email: '' },
};

/** A client that was asked for, with its user; a service if one comes with it. */
export interface NewClient {
  readonly client: Partial<FleioClientRow>;
  readonly user: Partial<FleioUserRow>;
  readonly service: Partial<FleioServiceRow> | undefined;
}

/** Reads the body of a creation (contract 5.3). @throws Refusal 400 with everything that is wrong */
export function readNewClient(world: World, body: Fields): NewClient {
  const client = {
    ...BLANK,
    ...readContact(body, ['first_name', 'last_name', 'country']),
    external_billing_id: readExternalId(world, body),
    currency: readCurrency(world, body),
    ...readNames(world, body),
  };
  const user = readUser(world, body.object('user'));
  const service = readService(world, body);
  body.check();
  return { client, user, service };
}

function readExternalId(world: World, body: Fields): string | null {
  const id = body.id('external_billing_id') ?? null;
  if (id !== null && world.behaviour.uniqueExternalIds && clientsCalled(world, id).length > 0) {
    body.refuse('external_billing_id', 'is taken');
  }
  return id;
}

function readCurrency({ state }: World, body: Fields): string {
  const currency = body.text('currency', { required: true }) ?? '';
  if (currency !== '' && !state.currencies.has(currency)) body.refuse('currency', 'is not known');
  return currency;
}

/** Configuration and groups, which exist under these names (contract 5.3). */
function readNames(
  { state }: World,
  body: Fields,
): { readonly configuration: string | null; readonly groups: string[] } {
  const configuration = body.text('configuration') ?? null;
  if (configuration === '') body.refuse('configuration', 'is blank');
  else if (configuration !== null && !state.configurations.has(configuration)) {
    body.refuse('configuration', 'is not known');
  }
  const groups = body.texts('groups') ?? [];
  if (groups.length > MAX_GROUPS) body.refuse('groups', `has more than ${MAX_GROUPS} names`);
  for (const name of groups) if (!state.groups.has(name)) body.refuse('groups', `has the unknown ${name}`);
  return { configuration, groups: [...groups] };
}

/** The password is checked and forgotten. */
function readUser({ state, version, behaviour }: World, body: Fields): Partial<FleioUserRow> {
  const isOld = !isSince(version, '2022.09');
  const user = {
    email: body.text('email', { max: 254, required: true }) ?? '',
    email_verified: body.flag('email_verified') ?? false,
    first_name: body.text('first_name', { max: 150, required: true }) ?? '',
    last_name: body.text('last_name', { max: 150, required: true }) ?? '',
    external_billing_id: body.id('external_billing_id') ?? null,
  };
  const username = body.text('username', { max: 150, required: isOld }) ?? '';
  body.text('password', { required: true });
  if (user.email !== '' && !/^[^\s@]+@[^\s@]+$/.test(user.email))
    body.refuse('email', 'is no e-mail address');
  const others = [...state.users.values()];
  const unique: ReadonlyMap<keyof FleioUserRow, string | null> = new Map([
    ...(behaviour.uniqueEmails ? [['email', user.email] as const] : []),
    ...(behaviour.uniqueExternalIds ? [['external_billing_id', user.external_billing_id] as const] : []),
    ...(isOld ? [['username', username] as const] : []),
  ]);
  for (const [name, value] of unique) {
    if (value !== null && others.some((other) => other[name] === value)) body.refuse(name, 'is taken');
  }
  return isOld ? { ...user, username } : user;
}

function readService({ behaviour }: World, body: Fields): Partial<FleioServiceRow> | undefined {
  const wanted = body.flag('create_auto_order_service') ?? false;
  const external_billing_id = body.id('auto_order_service_external_billing_id') ?? null;
  return wanted ? { external_billing_id, status: behaviour.autoOrderStatus } : undefined;
}

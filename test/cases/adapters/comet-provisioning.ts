import { CometConnection, type UserProfileConfig } from 'reseller-sdk/comet/admin';
import { policy } from 'reseller-sdk/comet/policy';
import * as room from 'reseller-sdk/comet/provisioning';
import { FakeCometServer, type FakeCometServerOptions, type Fault, fakeProfile } from 'reseller-sdk/testing';
import * as z from 'zod';
import type { Adapter } from '../runner.ts';

const Members = z.record(z.string(), z.unknown());

/** A managed policy: its description, and settings by their place in the vendor's type. */
const Managed = z.strictObject({
  description: z.string().default('Gold'),
  key: z.string().optional(),
  organizationId: z.string().optional(),
  settings: Members.default({}),
});

const Derive = z.strictObject({
  candidates: z.array(z.string()),
  serviceKey: z.string().default('7'),
  minLength: z.number().optional(),
});

const WhmcsName = z.strictObject({
  params: z.looseObject({ serviceId: z.string().default('7') }).prefault({}),
  random: z.array(z.number()).default([]),
  taken: z.array(z.string()).default([]),
});

const Patch = z.strictObject({ profile: Members, patch: z.custom<room.ProfilePatch>() });

const ACCOUNT = { username: 'acme', expect: { creationGuid: 'guid-acme' } };
const Account = z.custom<room.AccountRef>().default(ACCOUNT);

const SPEC = {
  serviceKey: '1042',
  username: { mode: 'explicit', value: 'acme' },
  password: 'correct horse',
};

/** A value of a case with its bigints. */
function exact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value !== 'object' || value === null) return value;
  if ('$bigint' in value) return BigInt(String(value.$bigint));
  if ('$managed' in value) return draftOf(value.$managed);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, exact(member)]));
}

function draftOf(given: unknown) {
  const { description, key, organizationId, settings } = Managed.parse(given);
  const base =
    organizationId === undefined ? policy(description) : policy(description).organization(organizationId);
  const named = key === undefined ? base : base.key(key);
  return Object.entries(settings).reduce((draft, [path, value]) => draft.raw(pathOf(path), value), named);
}

function pathOf(path: string): `Policy.${string}` {
  return `Policy.${path}`;
}

function profileOf(input: unknown): room.AccountProfile {
  return z.custom<room.AccountProfile>().parse(exact(input));
}

function patched(input: unknown): unknown {
  const { profile: given, patch: wanted } = Patch.parse(input);
  const profile = profileOf(given);
  const patch = z.custom<room.ProfilePatch>().parse(exact(wanted));
  const before = structuredClone(profile);
  const { changes, warnings } = room.diffProfile(profile, patch);
  const after = room.applyPatch(profile, patch);
  return {
    changes,
    warnings: warnings.map(({ code }) => code),
    profile: after,
    isStable: room.diffProfile(after, patch).changes.length === 0,
    isInputUntouched: JSON.stringify(toText(before)) === JSON.stringify(toText(profile)),
    belowUsage: room.limitsBelowUsage(profile, patch),
  };
}

function toText(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? `${member}n` : member)),
  );
}

function planOf(input: unknown): room.AccountPlan {
  const { plan, account, spec } = z
    .strictObject({ plan: z.string(), account: Account, spec: Members.default({}) })
    .parse(input);
  const wanted = exact(spec);
  switch (plan) {
    case 'create':
      return room.planCreate(z.custom<room.AccountSpec>().parse({ ...SPEC, ...Members.parse(wanted) }));
    case 'change':
      return room.planChange(account, z.custom<room.AccountChange>().parse(wanted));
    case 'suspend':
      return room.planSuspend(account);
    case 'unsuspend':
      return room.planUnsuspend(account);
    case 'terminate':
      return room.planTerminate(account, z.custom<room.AccountTermination>().parse(wanted));
    case 'password':
      return room.planPassword(account, z.custom<room.PasswordChange>().parse(wanted));
    case 'user-sso':
      return room.planSso(account);
    case 'admin-sso':
      return room.planSso();
    default:
      throw new Error(`there is no plan ${plan}`);
  }
}

const Work = z.strictObject({
  server: z.custom<FakeCometServerOptions>().default({}),
  faults: z
    .array(
      z.strictObject({
        on: z.string(),
        skip: z.number().default(0),
        times: z.number().default(1),
        fault: z.custom<Fault>(),
      }),
    )
    .default([]),
  meanwhile: z
    .array(z.strictObject({ before: z.string(), nth: z.number().default(1), set: Members }))
    .default([]),
  do: z.array(z.strictObject({ call: z.string(), args: z.array(z.unknown()).default([]) })),
});

/** What a device writes into a profile, whole as a server keeps it. */
function writeInto(user: { profile: UserProfileConfig }, set: Readonly<Record<string, unknown>>): void {
  const whole = Object.entries(fakeProfile({ ...set, Username: user.profile.Username }));
  const members = Object.fromEntries(whole.filter(([name]) => Object.hasOwn(set, name)));
  user.profile = { ...user.profile, ...members };
}

/** A server on which accounts are worked on, and what it was sent. */
function workshop({ server, faults, meanwhile }: z.infer<typeof Work>) {
  const fake = new FakeCometServer({
    storageProviders: { local: 'Local' },
    policies: { gold: { Description: 'Gold' } },
    ...server,
  });
  for (const rule of faults) fake.inject(rule);
  const connection = new CometConnection({
    baseUrl: 'https://backup.example.com/',
    auth: { type: 'password', username: 'admin', password: 'fake-password' },
    retry: { limit: 0 },
    authCooldown: 0,
    fetch: fake.fetch,
  });
  const sent = new Map<string, number>();
  const comet: room.AccountCaller = {
    baseUrl: connection.baseUrl,
    username: connection.username,
    call: (operation, params, options) => {
      const nth = (sent.get(operation.name) ?? 0) + 1;
      sent.set(operation.name, nth);
      const writes = meanwhile.filter(({ before, nth: at }) => before === operation.name && at === nth);
      for (const { set } of writes) for (const user of fake.state.users.values()) writeInto(user, set);
      return connection.call(operation, params, options);
    },
  };
  const tools = { clock: fake.clock, sleep: () => Promise.resolve(), random: () => 0 };
  return { fake, accounts: new room.CometAccounts({ comet, ...tools }) };
}

/** Work on accounts, one call of the door after the other, with the calls that each sent. */
async function worked(input: unknown): Promise<unknown> {
  const work = Work.parse(exact(input));
  const { fake, accounts } = workshop(work);
  const runs: unknown[] = [];
  for (const { call, args } of work.do) {
    fake.clearRequests();
    const outcome = await outcomeOf(accounts, call, args);
    runs.push({ calls: fake.requests.map(({ operation }) => operation), ...outcome });
  }
  const users = [...fake.state.users].map(([name, { profile, password }]) => [
    name,
    { ...profile, password },
  ]);
  return { runs, users: Object.fromEntries(users), names: users.map(([name]) => name) };
}

async function outcomeOf(accounts: room.CometAccounts, call: string, args: readonly unknown[]) {
  const method: unknown = Reflect.get(accounts, call);
  if (typeof method !== 'function') throw new Error(`there is no call ${call}`);
  const order = call === 'create' ? [{ ...SPEC, ...Members.parse(args[0]) }, ...args.slice(1)] : args;
  try {
    return { result: (await method.apply(accounts, order)) as unknown };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name, message, cause } = error;
    const reason: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
    return { error: { ...error, name, message, cause: reason } };
  }
}

export const adapters: Record<string, Adapter> = {
  'comet-provisioning/quota': (input) => {
    const { setting } = z.strictObject({ setting: z.unknown() }).parse(input);
    return room.parseQuota(z.custom<room.QuotaSetting>().parse(exact(setting)));
  },
  'comet-provisioning/username': (input) => {
    const { value, minLength } = z
      .strictObject({ value: z.string(), minLength: z.number().optional() })
      .parse(input);
    return { username: room.validateUsername(value, minLength) };
  },
  'comet-provisioning/derive-username': (input) => ({ names: room.deriveUsername(Derive.parse(input)) }),
  'comet-provisioning/whmcs-username': (input) => {
    const { params, random, taken } = WhmcsName.parse(input);
    const chances = [...random];
    const username = room.whmcsUsername(z.custom<room.WhmcsUsernameParams>().parse(params), {
      random: () => chances.shift() ?? 0,
      isTaken: (name) => taken.includes(name),
    });
    return { username };
  },
  'comet-provisioning/password': (input) => {
    room.validatePassword(z.strictObject({ password: z.string() }).parse(input).password);
    return { ok: true };
  },
  'comet-provisioning/whmcs-options': (input) => {
    const { options, liftVaultQuota } = z
      .strictObject({ options: z.custom<room.WhmcsOptions>(), liftVaultQuota: z.boolean().optional() })
      .parse(input);
    return room.fromWhmcsOptions(options, { liftVaultQuota });
  },
  'comet-provisioning/patch': patched,
  'comet-provisioning/plan': (input) => {
    const plan = planOf(input);
    return {
      ...plan,
      order: plan.steps.map(({ id }) => id),
      steps: Object.fromEntries(plan.steps.map((step) => [step.id, step])),
      warnings: plan.warnings.map(({ code }) => code),
    };
  },
  'comet-provisioning/owner': (input) => {
    const { profile, account } = z.strictObject({ profile: Members, account: Account }).parse(input);
    room.assertOwner(profileOf(profile), account);
    return { ok: true };
  },
  'comet-provisioning/work': worked,
  'comet-provisioning/usage': (input) => room.toUsage(profileOf(input)),
  'comet-provisioning/customer-view': (input) => {
    const { profile, jobs } = z
      .strictObject({ profile: Members, jobs: z.array(Members).default([]) })
      .parse(input);
    return room.toCustomerView(profileOf(profile), z.array(z.custom<room.AccountJob>()).parse(jobs));
  },
};

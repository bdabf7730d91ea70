import { policy } from 'reseller-sdk/comet/policy';
import * as room from 'reseller-sdk/comet/provisioning';
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
  'comet-provisioning/usage': (input) => room.toUsage(profileOf(input)),
  'comet-provisioning/customer-view': (input) => {
    const { profile, jobs } = z
      .strictObject({ profile: Members, jobs: z.array(Members).default([]) })
      .parse(input);
    return room.toCustomerView(profileOf(profile), z.array(z.custom<room.AccountJob>()).parse(jobs));
  },
};

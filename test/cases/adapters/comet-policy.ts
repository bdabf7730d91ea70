import { CometAdminClient } from 'reseller-sdk/comet/admin';
import * as room from 'reseller-sdk/comet/policy';
import { DEFAULT_ADMIN, FakeCometServer, type Fault } from 'reseller-sdk/testing';
import * as z from 'zod';
import { toJson } from '../../support/subset.ts';
import type { Adapter } from '../runner.ts';

/** A call of the builder: its name and its arguments. */
const Call = z.tuple([z.string()]).rest(z.unknown());
const Draft = z.array(Call).min(1);
const Group = z.record(z.string(), z.unknown());

const Compare = z.strictObject({ draft: Draft, policy: Group });
const Delete = z.strictObject({ policyId: z.string(), users: z.record(z.string(), z.string()) });
const Ensure = z.strictObject({
  draft: Draft,
  options: z.record(z.string(), z.unknown()).default({}),
  server: z
    .strictObject({
      version: z.string().optional(),
      policies: z.record(z.string(), Group).default({}),
      loginOrganization: z.string().optional(),
    })
    .prefault({}),
  faults: z
    .array(
      z.strictObject({
        on: z.string(),
        skip: z.number().default(0),
        times: z.number().default(1),
        fault: z.custom<Fault>((value) => typeof value === 'object' && value !== null),
      }),
    )
    .default([]),
  /** What another administrator stores just before the calls of that number, counted from 1. */
  meanwhile: z.record(z.string(), z.record(z.string(), Group)).default({}),
  times: z.number().default(1),
});

type Method = (...args: unknown[]) => unknown;

function methodOf(holder: object, name: string): Method {
  const method: unknown = Reflect.get(holder, name);
  if (typeof method !== 'function') throw new Error(`there is no ${name}`);
  return (...args) => Reflect.apply(method, holder, args);
}

/** A value of a case, with its lists of constructors made into what they construct. */
function argument(value: unknown, name = ''): unknown {
  if (name === 'times' || name === 'keepOnly') {
    const holder = name === 'times' ? room.times : room.keep;
    const made = z
      .array(z.unknown())
      .parse(value)
      .map((one) => {
        const call = Call.safeParse(one);
        return call.success ? methodOf(holder, call.data[0])(...call.data.slice(1)) : one;
      });
    return name === 'times' ? made : room.keepOnly(z.array(z.custom<room.RetentionRangeSpec>()).parse(made));
  }
  if (Array.isArray(value)) return value.map((item) => argument(item));
  if (value === 'keepEverything') return room.keepEverything();
  if (typeof value !== 'object' || value === null) return value;
  if ('keepOnly' in value) return argument(value.keepOnly, 'keepOnly');
  if ('$bigint' in value) return BigInt(String(value.$bigint));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, argument(member, key)]));
}

function draftOf(calls: z.infer<typeof Draft>): room.PolicyDraft {
  let draft: unknown;
  for (const [name, ...args] of calls) {
    const drafts = name === 'with' ? args.map((one) => draftOf(Draft.parse(one))) : undefined;
    draft = methodOf(
      draft instanceof room.PolicyDraft ? draft : room,
      name,
    )(...(drafts ?? args.map((one) => argument(one))));
  }
  if (draft instanceof room.PolicyDraft) return draft;
  throw new Error('the calls make no draft');
}

const cleaned = (value: unknown): object => Group.parse(argument(value));

async function ensure(input: unknown): Promise<unknown> {
  const { draft, options, server, faults, meanwhile, times } = Ensure.parse(input);
  const organizationId =
    server.loginOrganization ?? z.string().default('').parse(options['loginOrganizationId']);
  const fake = new FakeCometServer({
    admins: [{ ...DEFAULT_ADMIN, organizationId }],
    policies: Object.fromEntries(Object.entries(server.policies).map(([id, group]) => [id, cleaned(group)])),
    ...(server.version !== undefined && { serverVersion: server.version }),
  });
  for (const { on, skip, times: strikes, fault } of faults) fake.inject({ on, skip, times: strikes, fault });
  const comet = new CometAdminClient({
    baseUrl: 'https://backup.example.com/',
    auth: { type: 'password', ...DEFAULT_ADMIN },
    retry: { limit: 0 },
    fetch: (request, init) => {
      const stored = meanwhile[String(fake.requests.length + 1)] ?? {};
      for (const [id, group] of Object.entries(stored)) {
        const { policies } = new FakeCometServer({ policies: { [id]: cleaned(group) } }).state;
        for (const [key, policy] of policies)
          fake.state.policies.set(key, { ...policy, revision: policy.revision + 100 });
      }
      return fake.fetch(request, init);
    },
  });
  let outcome: object = {};
  for (let run = 0; run < times; run += 1) {
    try {
      const { warnings, ...result } = await room.ensurePolicy(comet, draftOf(draft), {
        ...options,
        sleep: () => Promise.resolve(),
      });
      outcome = result;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      outcome = { error: { ...error, type: error.name } };
    }
  }
  const policies = Object.fromEntries([...fake.state.policies].map(([id, { policy }]) => [id, policy]));
  const requests = fake.requests.map(({ operation, form }) => ({ operation, form }));
  return toJson({ ...outcome, calls: requests.map(({ operation }) => operation), requests, policies });
}

export const adapters: Record<string, Adapter> = {
  'comet-policy/build': (input) => draftOf(z.strictObject({ draft: Draft }).parse(input).draft).build(),
  'comet-policy/id': async (input) => {
    const { key, ...more } = z
      .strictObject({ key: z.string(), organizationId: z.string().optional(), prefix: z.string().optional() })
      .parse(input);
    return { id: await room.policyId({ key, ...more }) };
  },
  'comet-policy/compare': (input) => {
    const { draft: calls, policy } = Compare.parse(input);
    const draft = draftOf(calls);
    const current = cleaned(policy);
    const changes = room.diffPolicy(draft, current);
    const merged = room.mergePolicy(draft, current);
    return {
      changes,
      lines: room.describe(changes),
      isSatisfied: room.isSatisfied(draft, current),
      merged,
      isMergeSatisfied: room.isSatisfied(draft, merged),
    };
  },
  'comet-policy/ensure': ensure,
  'comet-policy/plan-delete': (input) => {
    const { policyId, users } = Delete.parse(input);
    const profiles = Object.entries(users).map(([name, PolicyID]) => [name, { PolicyID }] as const);
    return room.planDeletePolicy(policyId, Object.fromEntries(profiles));
  },
  'comet-policy/facts': (input) => room.policyFacts(Group.parse(input)),
};

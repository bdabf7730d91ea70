import * as z from 'zod';
import {
  CometAdminClient,
  type CometAuth,
  type CometConnection,
  type CometOptions,
  CometUserClient,
} from '../../../src/comet/admin/index.ts';

const Options = z.looseObject({
  auth: z.looseObject({ type: z.string(), totp: z.array(z.string()).optional() }).optional(),
  /** `admin` (default), `user`, or `as-user`: the client that `asUser(user)` of an administrator's gives. */
  account: z.enum(['admin', 'user', 'as-user']).default('admin'),
  user: z.string().default('acme'),
});

const Steps = z.array(z.tuple([z.string(), z.array(z.unknown()).default([])]));

/** An object with changes laid over it, at every depth. */
function patched(target: object, changes: object): object {
  const old = new Map<string, unknown>(Object.entries(target));
  for (const [key, change] of Object.entries(changes)) {
    const before = old.get(key);
    old.set(key, isObject(change) && isObject(before) ? patched(before, change) : change);
  }
  return Object.fromEntries(old);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function errorFacts(error: unknown): unknown {
  return error instanceof Error ? { error: { ...error, type: error.name } } : { error };
}

async function callPath(client: object, path: string, args: readonly unknown[]): Promise<unknown> {
  let owner: unknown;
  let member: unknown = client;
  for (const name of path.split('.')) {
    owner = member;
    member = isObject(owner) || typeof owner === 'object' ? Reflect.get(owner ?? {}, name) : undefined;
  }
  if (typeof member !== 'function') throw new Error(`no method ${path}`);
  return await Reflect.apply(member, owner, [...args]);
}

/**
 * What JSON cannot say: `patchProfile(user, changes)` is `users.updateProfile` with an edit that lays the changes
 * over the profile, `steps([[call, args], …])` makes several calls in turn and `together` at the same time; both
 * give `{ result }` or `{ error }` of each.
 */
function extend(client: CometConnection): object {
  const outcome = async ([path, args]: z.infer<typeof Steps>[number]): Promise<unknown> => {
    try {
      return { result: await callPath(client, path, args) };
    } catch (error) {
      return errorFacts(error);
    }
  };
  const steps = async (list: unknown): Promise<unknown[]> => {
    const outcomes: unknown[] = [];
    for (const step of Steps.parse(list)) outcomes.push(await outcome(step));
    return outcomes;
  };
  const together = (list: unknown): Promise<unknown[]> => Promise.all(Steps.parse(list).map(outcome));
  const patchProfile = (user: string, changes: Record<string, unknown>): unknown => {
    if (!(client instanceof CometAdminClient)) throw new Error('only administrators edit profiles');
    return client.users.updateProfile(user, (profile) => {
      Object.assign(profile, patched({ ...profile }, changes));
    });
  };
  return Object.assign(client, { steps, together, patchProfile });
}

/** TOTP codes of a wire file are handed out one by one. */
function authOf(auth: z.infer<typeof Options>['auth']): CometAuth | undefined {
  if (auth === undefined) return undefined;
  const codes = [...(auth.totp ?? [])];
  const totp = auth.totp === undefined ? undefined : () => codes.shift() ?? '';
  return { ...auth, totp } as unknown as CometAuth;
}

/** Makes a client of the Comet Server API whose waits take no time. */
export function create(raw: unknown, fetch: typeof globalThis.fetch): unknown {
  const { account, user, auth, ...rest } = Options.parse(raw);
  let clock = Date.UTC(2026, 0, 5, 12);
  const options = {
    ...rest,
    auth: authOf(auth),
    fetch,
    random: () => 0.5,
    now: () => clock,
    sleep: async (ms: number) => {
      clock += ms;
    },
  } as unknown as CometOptions;
  if (account === 'user') return extend(new CometUserClient(options));
  const admin = new CometAdminClient(options);
  return extend(account === 'admin' ? admin : admin.asUser(user));
}

import { CometPortalClient } from 'reseller-sdk/comet/portal';
import * as z from 'zod';

const Shared = {
  baseUrl: z.string().optional(),
  allowInsecureHttp: z.boolean().optional(),
  timeout: z
    .union([z.number(), z.object({ standard: z.number().optional(), report: z.number().optional() })])
    .optional(),
  retry: z.object({ limit: z.number().optional(), maxRetryAfterMs: z.number().optional() }).optional(),
};

const Options = z.union([
  z.strictObject({
    ...Shared,
    token: z.string(),
    email: z.string().optional(),
    tokenIn: z.enum(['header', 'body']).optional(),
  }),
  z.strictObject({ ...Shared, legacyPasswordAuth: z.literal(true), email: z.string(), password: z.string() }),
]);

const RetryOptions = z.object({ retry: z.record(z.string(), z.number()).optional() });

/** Reports tell their rows on demand; a wire file compares all of them. */
function asData(result: unknown): unknown {
  const isReport = typeof result === 'object' && result !== null && 'toJSON' in result;
  return isReport && typeof result.toJSON === 'function' ? result.toJSON() : result;
}

function materialised(owner: object, method: (...args: never[]) => Promise<unknown>) {
  return async (...args: unknown[]): Promise<unknown> => asData(await Reflect.apply(method, owner, args));
}

/** A portal client that does not wait between repeats and lives at one instant. */
export function create(options: unknown, fetch: typeof globalThis.fetch): unknown {
  const { retry = {} } = RetryOptions.parse(options);
  const client = new CometPortalClient({
    ...Options.parse(options),
    retry,
    fetch,
    sleep: async () => undefined,
    random: () => 0,
    clock: { now: () => new Date('2026-08-07T02:00:00Z') },
  });
  const { reports, licenses, hostedComet, cloudview, downloads, legacyLicenses, cometGo } = client;
  return {
    ...{ licenses, hostedComet, cloudview, downloads, legacyLicenses, cometGo },
    latestVersion: client.latestVersion.bind(client),
    call: client.call.bind(client),
    reports: {
      billingHistory: materialised(reports, reports.billingHistory),
      activeServices: materialised(reports, reports.activeServices),
    },
  };
}

import { CometPortalClient, type CometPortalOptions } from 'reseller-sdk/comet/portal';
import * as z from 'zod';

/** Whatever a caller without types may pass: the client itself has to judge it. */
const Options = z.custom<CometPortalOptions>((value) => typeof value === 'object' && value !== null);

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
  const client = new CometPortalClient({
    ...Options.parse(options),
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

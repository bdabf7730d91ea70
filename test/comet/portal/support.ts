import { CometPortalClient, type CometPortalOptions } from 'reseller-sdk/comet/portal';

/** A row of billing history with some columns replaced. */
export function historyRow(columns: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    'Date Added': '05 Aug 2026',
    Item: 'Device - acme',
    'Account Name': 'acme',
    'Device ID': 'ab'.repeat(20),
    'Amount Used': '$2.00',
    'Packs Used': '10,000 Dollars',
    ...columns,
  };
}

/** A row of active services with some columns replaced. */
export function serviceRow(columns: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    Service: 'Account acme - Device abcdefPlanAdvanced Plan',
    Type: 'device',
    'Billing Cycle (Days)': '30',
    'Next Due Date': '04 Sep 2026',
    'Unit Cost': '$2.00',
    Quantity: '1',
    Amount: '$2.00',
    ...columns,
  };
}

export const TOKEN = 'canary-7d41-token';

/** A client whose requests are answered by `answer`. */
export function portalWith(
  answer: (request: Request) => Response | Promise<Response>,
  options: Partial<CometPortalOptions> = {},
): CometPortalClient {
  const settings: CometPortalOptions = {
    token: TOKEN,
    sleep: async () => undefined,
    random: () => 0,
    fetch: async (input, init) => answer(new Request(input, init)),
  };
  return new CometPortalClient(Object.assign(settings, options));
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Family, Figure } from '../family.ts';
import { built, root } from '../processes.ts';

const KB = 1000;

/** What a program that uses only this much may weigh, and what it must not drag in. */
interface Bundle {
  readonly name: string;
  readonly door: string;
  readonly source: string;
  /** The promise R12, where it makes one. */
  readonly atMost?: number;
  /** Today's size and a little room: what the gate lets pass. */
  readonly budget?: number;
  readonly without: readonly string[];
}

const LIBRARIES = ['ky', 'zod', 'decimal.js', 'papaparse', '@noble/hashes', '@xmldom/xmldom'];
const except = (...used: string[]): string[] => LIBRARIES.filter((library) => !used.includes(library));

const BUNDLES: readonly Bundle[] = [
  {
    name: 'one error class',
    door: 'index',
    source: `export { RateLimitError } from 'reseller-sdk'`,
    atMost: 1 * KB,
    without: LIBRARIES,
  },
  {
    name: 'the ledger, one command',
    door: 'credit-ledger/index',
    source: `
      import { allocateUsages, LedgerRunner } from 'reseller-sdk/credit-ledger';
      export const charge = (repository, usages) => new LedgerRunner({ repository }).run('a', allocateUsages(usages));`,
    atMost: 8 * KB,
    // Holds that time out and rows that come back concern every usage; no other command comes along.
    budget: 13.8 * KB,
    without: LIBRARIES,
  },
  {
    name: 'the ledger, all commands, on memory',
    door: 'credit-ledger/index',
    source: `export { CreditLedger, InMemoryCreditLedgerRepository } from 'reseller-sdk/credit-ledger'`,
    atMost: 8 * KB,
    // Also corrections, holds, imports, pulls, verification, rebuild and all reads.
    budget: 53 * KB,
    without: LIBRARIES,
  },
  {
    name: 'the reconciler',
    door: 'reconciler/index',
    source: `export { reconcile } from 'reseller-sdk/reconciler'`,
    // Rows are folded as they come, which is what a stream needs too.
    budget: 15.25 * KB,
    without: LIBRARIES,
  },
  {
    name: 'the reconciler over streams',
    door: 'reconciler/index',
    source: `export { reconcileStream } from 'reseller-sdk/reconciler'`,
    budget: 16.25 * KB,
    without: LIBRARIES,
  },
  {
    name: 'the billing audit',
    door: 'billing-audit/index',
    source: `export { auditCharges, inMemorySources } from 'reseller-sdk/billing-audit'`,
    budget: 15.75 * KB,
    without: LIBRARIES,
  },
  {
    name: 'the billing audit, one period',
    door: 'billing-audit/index',
    source: `export { billedThrough } from 'reseller-sdk/billing-audit'`,
    budget: 2.5 * KB,
    without: LIBRARIES,
  },
  {
    name: 'the audit schemas',
    door: 'billing-audit/schema/index',
    source: `export * as schema from 'reseller-sdk/billing-audit/schema'`,
    budget: 11 * KB,
    without: except('zod'),
  },
  {
    name: 'Comet admin, one operation',
    door: 'comet/admin/operations/index',
    source: `
      import { CometConnection } from 'reseller-sdk/comet/admin';
      import { AdminMetaVersion } from 'reseller-sdk/comet/admin/operations';
      export const version = (options) => new CometConnection(options).call(AdminMetaVersion, {});`,
    atMost: 16 * KB,
    budget: 21.5 * KB,
    without: except('ky'),
  },
  {
    name: 'Comet portal, one operation',
    door: 'comet/portal/index',
    source: `
      import { CometPortalConnection, listLicenses } from 'reseller-sdk/comet/portal';
      export const licenses = (options) => new CometPortalConnection(options).run(listLicenses);`,
    atMost: 16 * KB,
    budget: 19 * KB,
    without: except('ky'),
  },
  {
    name: 'Comet portal, all of it',
    door: 'comet/portal/index',
    source: `export { CometPortalClient } from 'reseller-sdk/comet/portal'`,
    atMost: 16 * KB,
    budget: 25.75 * KB,
    without: except('ky'),
  },
  {
    name: 'Comet admin, all of it',
    door: 'comet/admin/index',
    source: `export { CometAdminClient } from 'reseller-sdk/comet/admin'`,
    budget: 47.5 * KB,
    without: except('ky'),
  },
  {
    name: 'Katapult, one operation',
    door: 'katapult/operations/index',
    source: `
      import { KatapultConnection } from 'reseller-sdk/katapult';
      import { virtualMachinesStart } from 'reseller-sdk/katapult/operations';
      export const start = (options, id) =>
        new KatapultConnection(options).call(virtualMachinesStart, { virtual_machine: { id } });`,
    atMost: 16 * KB,
    budget: 21.75 * KB,
    without: except('ky'),
  },
  {
    name: 'Katapult, all of it',
    door: 'katapult/index',
    source: `export { KatapultClient } from 'reseller-sdk/katapult'`,
    budget: 34.4 * KB,
    without: except('ky'),
  },
  {
    name: 'Katapult public',
    door: 'katapult/public/index',
    source: `export { KatapultPublicClient } from 'reseller-sdk/katapult/public'`,
    atMost: 16 * KB,
    budget: 21.5 * KB,
    without: except('ky'),
  },
  {
    name: 'Katapult machines',
    door: 'katapult/vm/index',
    source: `export { VmProvisioner } from 'reseller-sdk/katapult/vm'`,
    budget: 17 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Fleio, one operation',
    door: 'fleio/operations/index',
    source: `
      import { FleioConnection } from 'reseller-sdk/fleio';
      import { clientsRetrieve } from 'reseller-sdk/fleio/operations';
      export const client = (options, id) => new FleioConnection(options).call(clientsRetrieve, { id });`,
    atMost: 16 * KB,
    budget: 20.25 * KB,
    without: except('ky'),
  },
  {
    name: 'Fleio, all of it',
    door: 'fleio/index',
    source: `export { FleioClient } from 'reseller-sdk/fleio'`,
    budget: 24.5 * KB,
    without: except('ky'),
  },
  {
    name: 'Jetpack, one operation',
    door: 'jetpack/operations/index',
    source: `
      import { JetpackConnection } from 'reseller-sdk/jetpack';
      import { siteStatus } from 'reseller-sdk/jetpack/operations';
      export const client = (options, site) => new JetpackConnection(options).call(siteStatus, { site });`,
    atMost: 16 * KB,
    // Tokens that are shared and renewed, and advice for every code, come along.
    budget: 26 * KB,
    without: except('ky'),
  },
  {
    name: 'Jetpack, all of it',
    door: 'jetpack/index',
    source: `export { JetpackPartnerClient } from 'reseller-sdk/jetpack'`,
    budget: 29.3 * KB,
    without: except('ky'),
  },
  {
    name: 'Jetpack plans, without a server',
    door: 'jetpack/plans/index',
    source: `export { interpretProvision, parseProductFields, provisioningDetails } from 'reseller-sdk/jetpack/plans'`,
    budget: 8.3 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Jetpack plans',
    door: 'jetpack/plans/index',
    source: `export { JetpackPlans } from 'reseller-sdk/jetpack/plans'`,
    budget: 14.5 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Jetpack licenses',
    door: 'jetpack/licenses/index',
    source: `export { JetpackLicenses } from 'reseller-sdk/jetpack/licenses'`,
    budget: 6 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Fleio settings',
    door: 'fleio/config/index',
    source: `export * as config from 'reseller-sdk/fleio/config'`,
    budget: 12.3 * KB,
    without: except('zod'),
  },
  {
    name: 'the invoice policy, one decision',
    door: 'invoice-policy/index',
    source: `export { decideAutoInvoice } from 'reseller-sdk/invoice-policy'`,
    atMost: 8 * KB,
    budget: 5.7 * KB,
    without: LIBRARIES,
  },
  {
    name: 'the invoice policy, runs',
    door: 'invoice-policy/index',
    source: `export { runInvoicing } from 'reseller-sdk/invoice-policy'`,
    budget: 12.1 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Fleio accounts',
    door: 'fleio/accounts/index',
    source: `export * as accounts from 'reseller-sdk/fleio/accounts'`,
    budget: 12.2 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Fleio credit',
    door: 'fleio/credit/index',
    source: `export { queueInvoiceCredit, runCreditOutbox } from 'reseller-sdk/fleio/credit'`,
    budget: 8.6 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Fleio invoicing',
    door: 'fleio/invoicing/index',
    source: `export * as invoicing from 'reseller-sdk/fleio/invoicing'`,
    budget: 13.8 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Comet policies, without a server',
    door: 'comet/policy/index',
    source: `export { describe, diffPolicy, mergePolicy, policy } from 'reseller-sdk/comet/policy'`,
    budget: 18.5 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Comet policies',
    door: 'comet/policy/index',
    source: `export * as policies from 'reseller-sdk/comet/policy'`,
    budget: 23.5 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Comet accounts',
    door: 'comet/provisioning/index',
    source: `export { CometAccounts } from 'reseller-sdk/comet/provisioning'`,
    budget: 44.3 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Comet usage',
    door: 'comet/usage/index',
    source: `export { collectServerUsage, extractPortalUsage } from 'reseller-sdk/comet/usage'`,
    budget: 11.7 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Comet events, the stream',
    door: 'comet/events/index',
    source: `export { streamEvents } from 'reseller-sdk/comet/events'`,
    budget: 24.5 * KB,
    without: except('ky'),
  },
  {
    name: 'Comet events, a receiver of webhooks',
    door: 'comet/events/index',
    source: `export { parseWebhookEvent, verifyWebhookSecret, webhookKey } from 'reseller-sdk/comet/events'`,
    budget: 4.8 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Comet purchases',
    door: 'comet/usage/purchases/index',
    source: `export { parsePurchaseCsv } from 'reseller-sdk/comet/usage/purchases'`,
    budget: 16.6 * KB,
    without: except('papaparse'),
  },
  {
    name: 'identity',
    door: 'identity/index',
    source: `export * as identity from 'reseller-sdk/identity'`,
    budget: 7 * KB,
    without: LIBRARIES,
  },
  {
    name: 'reports',
    door: 'reports/index',
    source: `export * as reports from 'reseller-sdk/reports'`,
    budget: 15.8 * KB,
    without: except('papaparse'),
  },
  {
    name: 'reports as HTML, one of them',
    door: 'reports/html/index',
    source: `export { reconciliationHtml } from 'reseller-sdk/reports/html'`,
    budget: 12.6 * KB,
    without: LIBRARIES,
  },
  {
    name: 'reports as HTML, all of them',
    door: 'reports/html/index',
    source: `export * as reports from 'reseller-sdk/reports/html'`,
    budget: 24 * KB,
    without: LIBRARIES,
  },
  {
    name: 'the report schema',
    door: 'reconciler/schema/index',
    source: `export * as schema from 'reseller-sdk/reconciler/schema'`,
    budget: 10 * KB,
    without: except('zod'),
  },
  {
    name: 'sealed secrets',
    door: 'index',
    source: `export { SecretBox } from 'reseller-sdk'`,
    budget: 2.5 * KB,
    without: LIBRARIES,
  },
  {
    name: 'action tokens',
    door: 'action-tokens/index',
    source: `export * as tokens from 'reseller-sdk/action-tokens'`,
    budget: 2.5 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Katapult build specifications',
    door: 'katapult/build-spec/index',
    source: `export * as spec from 'reseller-sdk/katapult/build-spec'`,
    // Nearly nine tenths are the XML library.
    budget: 36.5 * KB,
    without: except('@xmldom/xmldom'),
  },
  {
    name: 'Katapult managed organizations',
    door: 'katapult/organizations/index',
    source: `export * as organizations from 'reseller-sdk/katapult/organizations'`,
    budget: 5.5 * KB,
    without: LIBRARIES,
  },
  {
    name: 'Katapult storefront',
    door: 'katapult/storefront/index',
    source: `export * as storefront from 'reseller-sdk/katapult/storefront'`,
    budget: 5.5 * KB,
    without: LIBRARIES,
  },
  {
    name: 'decimal',
    door: 'decimal/index',
    source: `export * as decimal from 'reseller-sdk/decimal'`,
    budget: 15 * KB,
    without: except('decimal.js'),
  },
];

async function weigh({ name, source, atMost, budget, without }: Bundle): Promise<Figure> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    minify: true,
    write: false,
    metafile: true,
    // papaparse asks for it where a Node stream is parsed, which nobody here does.
    external: ['stream'],
    // The built package, as a user's bundler sees it; not the sources that tsconfig.json points to.
    tsconfigRaw: {},
    logLevel: 'error',
  });
  // Only files with bytes in the output count: a file that was read and left out weighs nothing.
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );
  const dragged = without.filter((library) => used.some((path) => path.includes(`node_modules/${library}/`)));
  if (dragged.length > 0) throw new Error(`R12: ${name} drags in ${dragged.join(', ')}`);
  const bytes = gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
  return {
    name,
    value: bytes,
    unit: 'bytes',
    ...(atMost !== undefined && { target: { atMost } }),
    ...(budget !== undefined && { budget }),
  };
}

async function run(): Promise<readonly Figure[]> {
  const dist = await built();
  const present = BUNDLES.filter(({ door }) => existsSync(join(dist, `${door}.js`)));
  return Promise.all(present.map(weigh));
}

export const sizesFamily: Family = { title: 'R12 bundles, minified and packed', run };

import type { PortalRow, PortalUsage, ReconcileOptions, ServerUsage } from 'reseller-sdk/reconciler';
import * as z from 'zod';

const SERVER = { serverKey: 'main', status: 'ok', collectedAt: '2026-08-03T01:00:00Z', error: null } as const;

const ServerDescriptor = z.strictObject({
  serverKey: z.string(),
  status: z.enum(['ok', 'failed', 'skipped']).default('ok'),
  collectedAt: z.string().nullable().default(SERVER.collectedAt),
  error: z.string().nullable().default(null),
});

const Basis = z.strictObject({
  sourceId: z.string().nullable().default(null),
  statistic: z.string().nullable().default(null),
  lastJob: z.string().nullable().default(null),
  lastSuccess: z.string().nullable().default(null),
  lastJobAt: z.string().nullable().default(null),
  lastSuccessAt: z.string().nullable().default(null),
});

const ServerRows = z.strictObject({
  serverKey: z.string().default(SERVER.serverKey),
  username: z.string(),
  userSuspended: z.boolean().default(false),
  deviceId: z.string().nullable().default(null),
  friendlyName: z.string().nullable().default(null),
  categoryId: z.string(),
  quantity: z.string().default('1'),
  basis: Basis.nullable().default(null),
});

/** A portal row as cases write it. */
export const PortalRows = z.strictObject({
  rowId: z.string().optional(),
  type: z.string().default('booster'),
  service: z.string().nullable().default(null),
  account: z.string().nullable().default(null),
  deviceRef: z.string().nullable().default(null),
  boosterName: z.string().nullable().default(null),
  declaredCount: z.string().nullable().default(null),
  categoryId: z.string(),
  quantity: z.string().nullable().default('1'),
  printedQuantity: z.string().nullable().optional(),
  unitCost: z.string().nullable().default(null),
  amount: z.string().nullable().default(null),
  currency: z.string().nullable().default(null),
  cycleDays: z.number().nullable().default(30),
  nextDue: z.string().nullable().default(null),
  parseIssues: z.array(z.string()).default([]),
});

/** A header of a snapshot as cases write it. */
export const Snapshot = z.strictObject({
  snapshotId: z.string().nullable().default(null),
  pulledAt: z.string(),
  state: z.enum(['staged', 'published']).default('published'),
  contentHash: z.string().nullable().default(null),
});

const Tolerance = z.strictObject({
  absolute: z.string().default('0'),
  percent: z.string().nullable().default(null),
  mode: z.enum(['any', 'all']).default('any'),
});

const Rule = z.strictObject({
  id: z.string(),
  label: z.string().optional(),
  compare: z.enum(['quantity', 'presence']).default('quantity'),
  tolerance: Tolerance.optional(),
  unitPrice: z.string().nullable().default(null),
  maxAgeHours: z.number().nullable().default(null),
  informational: z
    .strictObject({
      excludeFromTotal: z.boolean().default(false),
      finding: z.enum(['UNMAPPED_BOOSTER', 'UNKNOWN_PORTAL_TYPE']).nullable().default(null),
    })
    .optional(),
});

/** Both sides, rules and options as cases write them. */
export const Input = z.strictObject({
  server: z.strictObject({
    servers: z.array(ServerDescriptor).default([SERVER]),
    rows: z.array(ServerRows).default([]),
  }),
  portal: z.strictObject({
    snapshot: Snapshot.nullable().default({
      snapshotId: null,
      pulledAt: '2026-08-03T02:00:00Z',
      state: 'published',
      contentHash: null,
    }),
    rows: z.array(PortalRows).default([]),
  }),
  rules: z.array(Rule),
  tolerance: Tolerance.optional(),
  options: z
    .strictObject({
      reportId: z.string().nullable(),
      generatedAt: z.string().nullable(),
      currency: z.string().nullable(),
      requiredServers: z.array(z.string()),
      maxSkewHours: z.number(),
      includeSuspended: z.boolean(),
      projectDailyLines: z.boolean(),
      prefixLength: z.number(),
      aliases: z.record(z.string(), z.string()),
    })
    .partial()
    .default({}),
  grace: z.record(z.string(), z.enum(['within', 'past', 'unknown'])).optional(),
});

/** The portal row that a case means. */
export function portalRow(row: z.output<typeof PortalRows>, index: number): PortalRow {
  const { account, deviceRef, boosterName, declaredCount, rowId = `p${index + 1}`, ...rest } = row;
  return {
    ...rest,
    rowId,
    fingerprint: rowId,
    occurrence: 1,
    parsed: { account, deviceRef, boosterName, declaredCount },
    printedQuantity: row.printedQuantity === undefined ? row.quantity : row.printedQuantity,
  };
}

/** What a case gives to the engine. */
export interface Given {
  readonly server: ServerUsage;
  readonly portal: PortalUsage;
  readonly options: ReconcileOptions;
}

/** Fills in what a case leaves out. */
export function given({ server, portal, rules, tolerance, options, grace }: z.output<typeof Input>): Given {
  return {
    server,
    portal: { snapshot: portal.snapshot, rows: portal.rows.map(portalRow) },
    options: {
      ...options,
      rules: rules.map((rule) => ({
        ...rule,
        label: rule.label ?? rule.id,
        tolerance: tolerance ?? rule.tolerance,
      })),
      graceOf: grace === undefined ? undefined : ({ rowId }: PortalRow) => grace[rowId] ?? 'unknown',
    },
  };
}

import * as z from 'zod/mini';
import type { ReconciliationReport } from '../report.ts';
import { completenessSchema } from './completeness-schema.ts';
import { findingSchema } from './finding-schema.ts';
import { count, decimal, instantOrNull, textOrNull } from './parts.ts';

const statuses = [
  'not_comparable',
  'over_billed',
  'under_billed',
  'offsetting',
  'ok',
  'within_tolerance',
] as const;

function itemSchema() {
  return z.strictObject({
    kind: z.enum(['device', 'ambiguous', 'unmatched', 'line_without_device', 'source_without_device']),
    categoryId: z.string(),
    account: textOrNull(),
    deviceId: textOrNull(),
    friendlyName: textOrNull(),
    serverKeys: z.array(z.string()),
    server: decimal(),
    portal: decimal(),
    variance: decimal(),
    amounts: z.strictObject({
      billed: decimal(),
      expected: z.nullable(decimal()),
      impact: z.nullable(decimal()),
    }),
    codes: z.array(findingSchema().shape.code),
  });
}

function categorySchema() {
  return z.strictObject({
    categoryId: z.string(),
    label: z.string(),
    kind: z.enum(['compared', 'informational']),
    compare: z.enum(['quantity', 'presence']),
    status: z.enum(statuses),
    server: decimal(),
    portal: decimal(),
    variance: decimal(),
    variancePct: z.nullable(decimal()),
    gross: decimal(),
    amounts: z.strictObject({
      billed: decimal(),
      expected: decimal(),
      impact: decimal(),
      grossImpact: decimal(),
      unpricedItems: count(),
    }),
    portalRows: count(),
    serverRows: count(),
    portalTypes: z.array(z.string()),
    findings: z.partialRecord(findingSchema().shape.code, count()),
  });
}

function totalsSchema() {
  return z.strictObject({
    serverRows: count(),
    portalRows: count(),
    totalAmount: decimal(),
    grandTotal: decimal(),
    impact: decimal(),
    grossImpact: decimal(),
    unpricedItems: count(),
    pastGraceAmount: decimal(),
  });
}

function buildReportSchema(): z.ZodMiniType<ReconciliationReport> {
  return z.strictObject({
    schemaVersion: z.literal(1),
    reportId: textOrNull(),
    generatedAt: instantOrNull(),
    currency: textOrNull(),
    settings: z.strictObject({
      includeSuspended: z.boolean(),
      projectDailyLines: z.boolean(),
      prefixLength: count(),
    }),
    status: z.enum(['ok', 'variance_detected', 'incomplete']),
    completeness: completenessSchema(),
    summary: z.record(z.enum([...statuses, 'informational']), count()),
    totals: totalsSchema(),
    categories: z.array(categorySchema()),
    items: z.array(itemSchema()),
    findings: z.array(findingSchema()),
  });
}

let schema: z.ZodMiniType<ReconciliationReport> | undefined;

/**
 * The zod schema of a report's JSON, version 1: exactly its members, no others. Built when first asked for.
 * Source: reconciler 10.5.
 */
export function reportSchema(): z.ZodMiniType<ReconciliationReport> {
  schema ??= buildReportSchema();
  return schema;
}

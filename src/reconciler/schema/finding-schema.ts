import * as z from 'zod/mini';
import type { FindingCode } from '../finding.ts';
import { decimal, textOrNull } from './parts.ts';

const codes = [
  'PORTAL_ONLY_DEVICE',
  'SERVER_ONLY_DEVICE',
  'QTY_PORTAL_HIGHER',
  'QTY_PORTAL_LOWER',
  'DUPLICATE_PORTAL_LINE',
  'SUSPENDED_ACCOUNT_BILLED',
  'PAST_GRACE',
  'ACCOUNT_MISMATCH',
  'AMBIGUOUS_DEVICE_PREFIX',
  'DEVICE_ON_MULTIPLE_ACCOUNTS',
  'SOURCE_WITHOUT_DEVICE',
  'ZERO_QUANTITY_BILLED',
  'UNMAPPED_BOOSTER',
  'UNKNOWN_PORTAL_TYPE',
  'PARSE_ISSUE',
  'SERVER_FAILED',
  'SNAPSHOT_SKEW',
  'NO_UNIT_PRICE',
  'MULTI_SOURCE_SAME_DEVICE',
  'STALE_STATISTICS',
  'MAX_OF_TWO_JOBS_DIFFERS',
  'WITHIN_GRACE',
] as const satisfies readonly FindingCode[];

/** Schema of one finding. */
export function findingSchema() {
  return z.strictObject({
    code: z.enum(codes),
    severity: z.enum(['problem', 'doubt', 'info']),
    key: z.strictObject({
      categoryId: textOrNull(),
      account: textOrNull(),
      deviceId: textOrNull(),
      serverKey: textOrNull(),
    }),
    expected: textOrNull(),
    actual: textOrNull(),
    variance: z.nullable(decimal()),
    impact: z.nullable(decimal()),
    candidates: z.array(z.strictObject({ account: textOrNull(), deviceId: textOrNull() })),
    evidence: z.array(z.string()),
  });
}

import * as z from 'zod/mini';
import { count, instantOrNull, textOrNull } from './parts.ts';

const reasons = [
  'SERVER_FAILED',
  'SERVER_SKIPPED',
  'SERVER_MISSING',
  'SNAPSHOT_SKEW',
  'PORTAL_SNAPSHOT_MISSING',
  'PORTAL_SNAPSHOT_PARTIAL',
] as const;

/** Schema of the completeness block. */
export function completenessSchema() {
  return z.strictObject({
    complete: z.boolean(),
    reasons: z.array(z.enum(reasons)),
    servers: z.array(serverSchema()),
    portal: z.strictObject({
      state: z.enum(['missing', 'partial', 'published']),
      snapshotId: textOrNull(),
      contentHash: textOrNull(),
      pulledAt: instantOrNull(),
    }),
    skewMinutes: z.nullable(count()),
    maxSkewMinutes: count(),
  });
}

function serverSchema() {
  return z.strictObject({
    serverKey: z.string(),
    status: z.enum(['ok', 'failed', 'skipped', 'missing']),
    required: z.boolean(),
    collectedAt: instantOrNull(),
    skewMinutes: z.nullable(count()),
    stale: z.boolean(),
    error: textOrNull(),
    totals: z.nullable(
      z.strictObject({
        users: count(),
        devices: count(),
        protectedItems: count(),
        storageBytes: z.string().check(z.regex(/^\d+$/)),
      }),
    ),
  });
}

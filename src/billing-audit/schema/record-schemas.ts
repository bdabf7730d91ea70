import * as z from 'zod/mini';
import type { Charge, Fact, PlanLine } from '../records.ts';
import { count, day, decimal, instant, textOrNull } from './parts.ts';

/** Schema of a charge as JSON, such as a stored row. */
export function chargeSchema(): z.ZodMiniType<Charge> {
  return z.strictObject({
    id: z.string().check(z.minLength(1)),
    day: day(),
    postedAt: z.nullable(instant()),
    account: textOrNull(),
    deviceRef: textOrNull(),
    category: z.string(),
    text: z.string(),
    quantity: z.nullable(decimal()),
    unitPrice: z.nullable(decimal()),
    amount: decimal(),
    packText: textOrNull(),
    packDebits: z.nullable(z.array(decimal())),
    origin: z.enum(['history', 'projected']),
  });
}

/** Schema of a plan line as JSON. */
export function planLineSchema(): z.ZodMiniType<PlanLine> {
  return z.strictObject({
    observedAt: instant(),
    account: textOrNull(),
    deviceRef: textOrNull(),
    category: z.string(),
    text: z.string(),
    cycleDays: z.nullable(z.int()),
    nextDue: z.nullable(day()),
    quantity: z.nullable(decimal()),
    unitPrice: z.nullable(decimal()),
    amount: z.nullable(decimal()),
  });
}

/** Schema of a fact as JSON. */
export function factSchema(): z.ZodMiniType<Fact> {
  const account = z.string().check(z.minLength(1));
  const device = z.string().check(z.minLength(1));
  const at = instant();
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('registered'), account, device, at }),
    z.strictObject({ kind: z.literal('revoked'), account, device, at }),
    z.strictObject({ kind: z.literal('missing'), account, device, seenAt: at, goneAt: at }),
    z.strictObject({ kind: z.literal('count'), account, device, at, category: z.string(), count: count() }),
    z.strictObject({
      kind: z.literal('active'),
      account,
      device,
      at,
      category: z.optional(z.nullable(z.string())),
    }),
    z.strictObject({ kind: z.literal('accountEnd'), account, at }),
  ]);
}

import { ActionTokens, InMemoryActionTokenStore } from 'reseller-sdk/action-tokens';
import { FakeClock } from 'reseller-sdk/testing';
import * as z from 'zod';

const Bindings = z.strictObject({ subject: z.string(), action: z.string(), resource: z.string() });

const Step = z.discriminatedUnion('do', [
  Bindings.extend({ do: z.literal('issue'), as: z.string(), ttlMs: z.number() }),
  Bindings.extend({ do: z.literal('consume'), token: z.string(), times: z.int().positive().default(1) }),
  z.strictObject({ do: z.literal('advance'), ms: z.number() }),
]);

const Input = z.strictObject({ now: z.string().default('2026-01-01T00:00:00Z'), steps: z.array(Step) });

async function run(input: unknown): Promise<unknown> {
  const { now, steps } = Input.parse(input);
  const clock = new FakeClock(now);
  const tokens = new ActionTokens({ store: new InMemoryActionTokenStore({ clock }), clock });
  const issued = new Map<string, string>();
  const answers: unknown[] = [];
  for (const step of steps) {
    if (step.do === 'advance') {
      answers.push(clock.advance(step.ms));
    } else if (step.do === 'issue') {
      const { token, expiresAt } = await tokens.issue(step);
      issued.set(step.as, token);
      answers.push({ expiresAt });
    } else {
      const token = issued.get(step.token) ?? step.token;
      const consumed = Array.from({ length: step.times }, () => tokens.consume(token, step));
      answers.push((await Promise.all(consumed)).filter(Boolean).length);
    }
  }
  return { answers };
}

export const adapters = { 'action-tokens/run': run };

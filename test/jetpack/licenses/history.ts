import * as z from 'zod';
import { LicenseWorld } from './world.ts';

const Trouble = z.union([
  z.enum(['lost', 'late', 'network', 'page']),
  z.strictObject({ status: z.int(), body: z.unknown() }),
]);
const Service = { service: z.string().default('s1') };
const Step = z.union([
  z.strictObject({ sell: z.strictObject({ ...Service, product: z.string().default('jetpack-scan') }) }),
  z.strictObject({ revoke: z.strictObject({ ...Service, license: z.int().optional() }) }),
  z.strictObject({ candidates: z.strictObject(Service) }),
  z.strictObject({
    settle: z.strictObject({ ...Service, license: z.int().optional(), key: z.string().optional() }),
  }),
  z.strictObject({ listOpen: z.strictObject({}) }),
  z.strictObject({
    trouble: z.strictObject({ on: z.enum(['issue', 'get', 'revoke', 'list']), is: Trouble }),
  }),
  z.strictObject({ elsewhere: z.strictObject({ product: z.string().default('jetpack-scan') }) }),
  z.strictObject({ attached: z.int() }),
  z.strictObject({ revoked: z.int() }),
  z.strictObject({ minutes: z.number() }),
]);
const History = z.strictObject({ steps: z.array(Step) });

/** Plays a history of orders against a vendor in memory: what each step answered, and what was issued. */
export async function play(input: unknown): Promise<unknown> {
  const world = new LicenseWorld();
  const answers: unknown[] = [];
  for (const step of History.parse(input).steps) {
    const answer = await take(world, step);
    if (answer !== undefined) answers.push(answer);
  }
  const issued = world.issued.map(({ key, revokedAt }) => ({ key, revoked: revokedAt !== null }));
  const { calls } = world;
  return withNumberedKeys(world, { answers, issued, calls });
}

/** The key of the n-th license that was issued ends with its number alone: `jetpack-scan_1`. */
function withNumberedKeys({ issued }: LicenseWorld, output: unknown): unknown {
  const numbered = new Map<unknown, string>();
  for (const { key, product } of issued) numbered.set(key, `${product}_${numbered.size + 1}`);
  return JSON.parse(JSON.stringify(output, (_name, value: unknown) => numbered.get(value) ?? value));
}

/** The n-th license that the vendor issued, from 1. */
function licenseOf({ issued }: LicenseWorld, number: number) {
  const license = issued[number - 1];
  if (license === undefined) throw new Error(`there is no license ${number}`);
  return license;
}

async function take(world: LicenseWorld, step: z.infer<typeof Step>): Promise<unknown> {
  if ('minutes' in step) world.clock.advance(step.minutes * 60_000);
  else if ('trouble' in step) world.trouble(step.trouble.on, step.trouble.is);
  else if ('elsewhere' in step) world.fake.addLicense(step.elsewhere.product);
  else if ('attached' in step) {
    Object.assign(licenseOf(world, step.attached), {
      site: 'shop.example.com',
      attachedAt: world.clock.now(),
    });
  } else if ('revoked' in step) licenseOf(world, step.revoked).revokedAt = world.clock.now();
  else {
    try {
      return await ask(world, step);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { error: { type: error.name, code: 'code' in error ? error.code : null } };
    }
  }
  return undefined;
}

async function ask(world: LicenseWorld, step: z.infer<typeof Step>): Promise<unknown> {
  const { licenses } = world;
  if ('sell' in step) return licenses.sell(step.sell.service, step.sell);
  if ('revoke' in step) {
    const { service, license } = step.revoke;
    const licenseKey = license === undefined ? undefined : licenseOf(world, license).key;
    return licenses.revoke(service, { licenseKey });
  }
  if ('candidates' in step) return licenses.candidates(step.candidates.service);
  if ('listOpen' in step) return licenses.listOpen();
  if (!('settle' in step)) throw new Error('an unknown step');
  const { service, license, key } = step.settle;
  const licenseKey = license === undefined ? key : licenseOf(world, license).key;
  return licenses.settle(service, licenseKey === undefined ? 'not-issued' : { licenseKey });
}

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectLawful } from './laws.ts';
import { Life } from './life.ts';
import { type Kind, SILENCES, STRIKES, type Strike } from './process.ts';
import { type Dedupe, PLAIN, type Setup } from './setup.ts';
import type { Trouble } from './stepped-run.ts';

const HOUR_MS = 3_600_000;
interface Work {
  readonly kind: Kind;
  readonly dedupe: Dedupe;
}

const WORK: readonly Work[] = [
  { kind: 'invoicing', dedupe: 'by-direction' },
  { kind: 'top-up', dedupe: 'by-direction' },
  { kind: 'credit', dedupe: 'by-direction' },
  { kind: 'credit', dedupe: 'never' },
];

const SETUP: Setup = {
  ...PLAIN,
  customers: PLAIN.customers.map((customer) => ({ ...customer, topUp: '40', invoiceCurrency: 'EUR' })),
};

/** An invoice that is paid and another that is refunded, both of which Fleio hears of next; usage, and a cycle that ended. */
async function begun(dedupe: Dedupe): Promise<Life> {
  const life = new Life({ ...SETUP, dedupe });
  const { stage } = life;
  const [customer] = stage.customers;
  if (customer === undefined) throw new Error('there is a client');
  for (const amount of ['30', '20']) {
    await life.start('invoicing').finish();
    stage.use(customer, amount);
    stage.wait(25 * HOUR_MS);
  }
  const [first] = stage.invoices();
  await stage.refund(first?.id ?? '');
  stage.fake.endCycle(customer.fleioId);
  return life;
}

async function expectSettled(life: Life): Promise<void> {
  await life.settle(2);
  expectLawful(life);
}

/** Whether a run of the kind came to so many gates, and into trouble there. */
async function troubled({ kind, dedupe }: Work, gate: number, trouble: Trouble): Promise<boolean> {
  const life = await begun(dedupe);
  const process = life.start(kind);
  await process.steps(gate);
  const wasReached = !process.isOver;
  await process.step(trouble);
  await process.finish();
  await expectSettled(life);
  return wasReached;
}

/** Whether a run of the kind made so many calls of Fleio, and the next was struck. */
async function struck({ kind, dedupe }: Work, calls: number, strike: Strike): Promise<boolean> {
  const life = await begun(dedupe);
  const process = life.start(kind);
  for (let call = 0; call <= calls && !process.isOver; call += 1) {
    do await process.step();
    while (!process.isOver && !process.isCalling);
    if (call < calls) await process.step();
  }
  const wasReached = !process.isOver;
  process.strikes.push(strike);
  await process.finish();
  await expectSettled(life);
  return wasReached;
}

describe('billing with Fleio keeps its laws', () => {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterAll(() => {
    vi.useRealTimers();
  });

  it.each(WORK)(
    'when a run ($kind, credit deduped $dedupe) dies, or a call of it fails, anywhere',
    async (work) => {
      for (const trouble of ['die', 'fail'] as const) {
        let gate = 0;
        while (await troubled(work, gate, trouble)) gate += 1;
        expect(gate).toBeGreaterThan(20);
      }
    },
    120_000,
  );

  it.each(WORK)(
    'when any call of Fleio in a run ($kind, credit deduped $dedupe) has any other answer, or none',
    async (work) => {
      for (const strike of [...STRIKES, ...SILENCES]) {
        let calls = 0;
        while (await struck(work, calls, strike)) calls += 1;
        expect(calls).toBeGreaterThan(1);
      }
    },
    120_000,
  );
});

import * as fc from 'fast-check';
import { type CreditOutbox, creditSynced } from 'reseller-sdk/fleio/credit';
import type { Fault } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { dyingAt } from '../../support/dying.ts';
import { CreditWorld } from './world.ts';

const INVOICES = ['1001', '1002', '1003'];
const FAULTS: Readonly<Record<string, Fault>> = {
  lost: { kind: 'lost-answer' },
  silent: { kind: 'lost-answer', how: 'silence' },
  cut: { kind: 'truncated' },
  broken: { kind: 'network-error' },
  failed: { kind: 'status', status: 500 },
  proxy: { kind: 'html', status: 502 },
  slow: { kind: 'status', status: 429 },
};

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ pay: fc.constantFrom(...INVOICES) }) },
  { weight: 2, arbitrary: fc.record({ refund: fc.constantFrom(...INVOICES) }) },
  { weight: 4, arbitrary: fc.record({ runs: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ fault: fc.constantFrom(...Object.keys(FAULTS)) }) },
  { weight: 2, arbitrary: fc.record({ crash: fc.integer({ min: 1, max: 6 }), isAfter: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ minutes: fc.integer({ min: 1, max: 40 }) }) },
);

/** A process that dies at its n-th call of the outbox, and does nothing after it. */
function dying(outbox: CreditOutbox, at: number, isAfter: boolean): CreditOutbox {
  const guarded = dyingAt(at, isAfter);
  return {
    enqueue: (entries) => guarded(() => outbox.enqueue(entries)),
    forInvoice: (invoiceId) => guarded(() => outbox.forInvoice(invoiceId)),
    save: (row, version) => guarded(() => outbox.save(row, version)),
    async *listOpen() {
      yield* await guarded(async () => outbox.listOpen());
    },
  };
}

/** Plays a history; then nothing fails any more, and time passes. */
async function play(world: CreditWorld, steps: readonly object[]): Promise<ReadonlySet<string>> {
  const noted = new Set<string>();
  const sound = world.outbox;
  for (const taken of steps) {
    if ('pay' in taken || 'refund' in taken) {
      const [id, direction] =
        'pay' in taken ? [taken.pay, 'add' as const] : [Object(taken).refund, 'withdraw' as const];
      await world.note(direction, String(id), '60.00');
      noted.add(`${id} ${direction}`);
    } else if ('runs' in taken) {
      await Promise.all(Array.from({ length: Number(taken.runs) }, () => world.run()));
    } else if ('fault' in taken) {
      const fault = FAULTS[String(taken.fault)] ?? { kind: 'empty' };
      world.fake.inject({ on: 'clients.changeCredit', fault });
    } else if ('crash' in taken) {
      await world.run({ outbox: dying(sound, Number(taken.crash), Object(taken).isAfter) });
    } else if ('minutes' in taken) {
      world.clock.advance(Number(taken.minutes) * 60_000);
    }
  }
  world.fake.clearFaults();
  for (let round = 0; round < 14; round += 1) await world.runAfter(2000);
  return noted;
}

function timesBooked(world: CreditWorld, id: string, direction: string): number {
  return world.fake.state.journal.filter(
    ({ external_source_key, add_credit }) =>
      external_source_key === `${id}/55` && add_credit === (direction === 'add'),
  ).length;
}

const RUNS = { numRuns: 150 };

describe('the credit of invoices', () => {
  it('once for all: a server that knows repeats has every payment and refund exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const world = new CreditWorld();
        world.options = { serverDedupesCredit: true, maxRetries: 20 };
        for (const entry of await play(world, steps)) {
          const [id = '', direction = ''] = entry.split(' ');
          expect([entry, timesBooked(world, id, direction)]).toEqual([entry, 1]);
          expect(await creditSynced(world.outbox, id, { clock: world.clock })).toBe(true);
        }
      }),
      RUNS,
    );
  }, 60_000);

  it('never twice: at a server that does not know repeats, what is not known to be done waits for a human', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const world = new CreditWorld({ version: '2024.04' });
        for (const entry of await play(world, steps)) {
          const [id = '', direction = ''] = entry.split(' ');
          const times = timesBooked(world, id, direction);
          const { state } = await world.row(id, direction === 'add' ? 'add' : 'withdraw');
          expect(times).toBeLessThanOrEqual(1);
          if (state === 'done') expect([entry, times]).toEqual([entry, 1]);
          else if (state === 'pending') expect((await world.row(id)).state).toBe('parked');
          else expect(state).toBe('parked');
        }
      }),
      RUNS,
    );
  }, 60_000);

  it('in order: no refund is booked before its payment, and no later invoice of a client before an earlier one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const world = new CreditWorld();
        world.options = { serverDedupesCredit: true, maxRetries: 20 };
        await play(world, steps);
        const booked = world.fake.state.journal.map(
          (entry) => `${entry.external_source_key} ${entry.add_credit}`,
        );
        const rows = (await Promise.all(INVOICES.map((id) => world.outbox.forInvoice(id)))).flat();
        const asked = rows
          .sort((a, b) => a.position - b.position)
          .map(({ invoiceId, direction }) => `${invoiceId}/55 ${direction === 'add'}`);
        expect(booked).toEqual(asked);
      }),
      RUNS,
    );
  }, 60_000);
});

import { type CreditKey, creditSynced, settleParkedCredit } from 'reseller-sdk/fleio/credit';
import type { Fault } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { CreditWorld } from './world.ts';

const ADD = { invoiceId: '1001', serviceId: '55', direction: 'add' } as const;
const DEDUPES = { serverDedupesCredit: true };
const LOST: Fault = { kind: 'lost-answer' };

const keyed = ({ invoiceId, serviceId, direction }: CreditKey) => `${invoiceId}/${serviceId}/${direction}`;

function meeting(fault: Fault, version = '2026.07.1'): CreditWorld {
  const world = new CreditWorld({ version });
  world.fake.inject({ on: 'clients.changeCredit', fault });
  return world;
}

describe('what may have happened', () => {
  it('keeps its key when runs are told to make others', async () => {
    const world = meeting(LOST);
    await world.pay('1001');
    await world.run(DEDUPES);
    await world.runAfter(2, { ...DEDUPES, sourceKey: keyed });
    expect(world.booked).toEqual(['+60 USD']);
    const { state, sent } = await world.row('1001');
    expect([state, sent?.sourceKey, world.calls]).toEqual(['done', '1001/55', 2]);
  });

  const redirect: Fault = { kind: 'redirect', location: 'https://elsewhere.example.com/', status: 303 };

  it('is in doubt after a redirect, which a server may send when it is done', async () => {
    const world = meeting(redirect, '2024.04');
    await world.pay('1001');
    expect(await world.run()).toMatchObject({ stopped: 'NOT_ADMITTED', outcomes: [{ result: 'parked' }] });
    expect(await world.row('1001')).toMatchObject({ isDoubtful: true });
  });

  it('is sent again after a redirect where the server knows repeats', async () => {
    const world = meeting(redirect);
    await world.pay('1001');
    await world.run(DEDUPES);
    await world.runAfter(2, DEDUPES);
    expect(world.booked).toEqual(['+60 USD']);
  });
});

describe('a token that is refused in the middle', () => {
  it.each([401, 403])(
    '(%i) parks nothing: the row waits, the others go on, and the tenth retry is its last',
    async (status) => {
      const world = new CreditWorld({ version: '2024.04' });
      world.fake.addClient({ external_billing_id: 'uuid-other', currency: 'USD' });
      const of = world.fake.state.clients.values().next().value?.id;
      world.fake.inject({
        on: ({ path }) => path.endsWith(`/clients/${of}/change_credit`),
        times: Number.POSITIVE_INFINITY,
        fault: { kind: 'status', status },
      });
      await world.pay('1001');
      await world.pay('1002', '5', { accountId: 'uuid-other' });
      expect(await world.run()).toMatchObject({ stopped: 'NOT_ADMITTED', outcomes: [{ result: 'retry' }] });
      expect(await world.row('1001')).toMatchObject({ isDoubtful: false });
      expect((await world.run()).outcomes).toMatchObject([{ invoiceId: '1002', result: 'done' }]);
      for (let failures = 1; failures <= 10; failures += 1) await world.runAfter(2 ** failures);
      expect(await world.row('1001')).toMatchObject({ state: 'parked', failures: 11 });
    },
  );
});

describe('a key that cannot be made', () => {
  it('leaves no doubt: nothing was sent', async () => {
    const world = new CreditWorld({ version: '2024.04' });
    await world.pay('1001');
    const sourceKey = () => {
      throw new Error('no key');
    };
    expect((await world.run({ sourceKey })).outcomes).toMatchObject([{ result: 'retry' }]);
    await world.runAfter(2);
    expect([world.booked, world.calls]).toEqual([['+60 USD'], 1]);
  });
});

describe('a run that comes back late', () => {
  it('notes what it sent, though a human had released the row', async () => {
    const world = new CreditWorld({ version: '2024.04' });
    let EUR = '0.92';
    world.options = { rates: { latest: async () => ({ USD: '1', EUR }) } };
    await world.pay('1001', '60', { currency: 'EUR' });
    let isLate = true;
    const { outbox } = world;
    world.outbox = {
      enqueue: (entries) => outbox.enqueue(entries),
      forInvoice: (id) => outbox.forInvoice(id),
      listOpen: () => outbox.listOpen(),
      save: async (row, version) => {
        if (row.state === 'done' && isLate) {
          isLate = false;
          await world.runAfter(6, { outbox });
          await settleParkedCredit(outbox, ADD, 'send-again', world.clock);
        }
        await outbox.save(row, version);
      },
    };
    await world.run();
    expect(await creditSynced(outbox, '1001', { clock: world.clock })).toBe(true);
    EUR = '0.5';
    await world.refund('1001', '60', { currency: 'EUR' });
    await world.run();
    expect(world.booked).toEqual(['+65.22 USD', '-65.22 USD']);
  });
});

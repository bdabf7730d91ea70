import { describe, expect, it } from 'vitest';
import { ACCOUNT, CreditWorld, MINUTE_MS } from './world.ts';

const OTHER = 'uuid-other';
const DAY_MINUTES = 1440;

/** A server that asks for a pause of this many seconds, once. */
function pausing(on: 'clients.list' | 'clients.changeCredit', seconds: string): CreditWorld {
  const world = new CreditWorld();
  world.fake.addClient({ external_billing_id: OTHER, currency: 'USD' });
  const headers = { 'retry-after': seconds };
  world.fake.inject({ on, fault: { kind: 'status', status: 429, headers } });
  return world;
}

describe('a pause that the server asks for', () => {
  it.each(['clients.list', 'clients.changeCredit'] as const)(
    'at %s, longer than any date, is a day',
    async (on) => {
      const world = pausing(on, '99999999999999');
      await world.pay('1001');
      await world.pay('1002', '5', { accountId: OTHER });
      expect(await world.run()).toMatchObject({ stopped: 'RATE_LIMITED', outcomes: [{ result: 'retry' }] });
      expect(await world.run()).toMatchObject({ outcomes: [{ invoiceId: '1002', result: 'done' }] });
      expect((await world.runAfter(DAY_MINUTES - 1)).outcomes).toEqual([]);
      expect((await world.runAfter(1)).outcomes).toMatchObject([{ invoiceId: '1001', result: 'done' }]);
      expect(world.booked).toEqual(['+5 USD', '+60 USD']);
    },
  );
});

describe('a clock that was wrong', () => {
  it('by years, holds no credit for years', async () => {
    const world = new CreditWorld({ clients: [] });
    await world.pay('1001');
    const ahead = { now: () => new Date('2031-01-01T00:00:00Z') };
    await world.run({ clock: ahead });
    world.fake.addClient({ external_billing_id: ACCOUNT, currency: 'USD' });
    expect((await world.run()).outcomes).toMatchObject([{ result: 'done' }]);
  });

  it('by seconds, takes no row from the run that is at it', async () => {
    const world = new CreditWorld();
    await world.pay('1001');
    const row = await world.row('1001');
    const sent = { clientId: '1', amount: '60.00', currency: 'USD', sourceKey: '1001/55' };
    const dueAt = new Date(world.clock.now().getTime() + 5 * MINUTE_MS + 2000).toISOString();
    await world.outbox.save({ ...row, state: 'sending', sent, dueAt, version: 2 }, 1);
    expect(await world.run()).toMatchObject({ outcomes: [], waiting: 1 });
  });
});

describe('an outage', () => {
  it('stops the run after three calls, however many rows wait in between', async () => {
    const world = new CreditWorld();
    world.fake.inject({ times: Number.POSITIVE_INFINITY, fault: { kind: 'network-error' } });
    for (const id of ['1', '2', '3', '4', '5']) {
      await world.pay(id, '5', { accountId: `uuid-${id}` });
      await world.pay(`${id}b`, '5', { accountId: `uuid-${id}` });
    }
    expect(await world.run()).toMatchObject({ stopped: 'UNREACHABLE', outcomes: { length: 3 } });
  });
});

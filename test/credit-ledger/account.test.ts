import {
  type AccountInput,
  CreditLedger,
  InMemoryCreditLedgerRepository,
  type OrderTerm,
  orderPresets,
  packTenPercent,
} from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, openLedger } from './model.ts';

const ledgerOver = (repository = new InMemoryCreditLedgerRepository()) => new CreditLedger({ repository });

describe('the rules of an account', () => {
  it.each([
    ['order', { order: 5 }],
    ['order[0]', { order: [null] }],
    ['order[0]', { order: [{}] }],
    ['order[0]', { order: [{ kind: ['bonus', 'bonus', 'purchased'] }] }],
    ['bonusRule.type', { bonusRule: 'packTenPercent' }],
    ['bonusRule.mode', { bonusRule: { type: 'tiers', mode: 'steps', tiers: [] } }],
    ['bonusRule.tiers', { bonusRule: { type: 'tiers', mode: 'slab' } }],
    ['bonusRule.rate', { bonusRule: { ...packTenPercent, rate: 0.1 } }],
    ['ingestRounding.scale', { ingestRounding: 'half-up' }],
  ])('refuses %s of %j', async (path, rules) => {
    const input = { id: ACCOUNT, currency: 'USD', ...rules } as unknown as AccountInput;
    await expect(ledgerOver().openAccount(input)).rejects.toMatchObject({
      name: 'InvalidInputError',
      issues: [{ path }],
    });
  });

  it('are the same when their figures are equal', async () => {
    const ledger = ledgerOver();
    const open = (minCash: string, rate: string) =>
      ledger.openAccount({
        id: ACCOUNT,
        currency: 'USD',
        bonusRule: { type: 'tiers', mode: 'slab', tiers: [{ from: minCash, rate }] },
      });
    await open('10000', '0.1');
    expect(await open('1e4', '0.10')).toMatchObject({ replayed: true });
    await expect(open('10000', '0.11')).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('do not change with the objects that the caller passed', async () => {
    const repository = new InMemoryCreditLedgerRepository();
    const kind: ('bonus' | 'purchased' | 'adjustment')[] = ['bonus', 'purchased', 'adjustment'];
    const order: readonly OrderTerm[] = Object.freeze([Object.freeze({ kind })]);
    await ledgerOver(repository).openAccount({ id: ACCOUNT, currency: 'USD', order });
    kind.reverse();
    const head = await repository.head(ACCOUNT);
    expect(head?.account.order).toEqual([{ kind: ['bonus', 'purchased', 'adjustment'] }]);
  });

  it('are presets that nobody can change', () => {
    for (const terms of Object.values(orderPresets)) {
      expect(Object.isFrozen(terms)).toBe(true);
      for (const term of terms) {
        if (typeof term === 'object') expect(Object.isFrozen(term) && Object.isFrozen(term.kind)).toBe(true);
      }
    }
  });
});

describe('what a read refuses', () => {
  it.each([0, -1, 1.5, Number.NaN])('a page of %s', async (limit) => {
    const ledger = await openLedger();
    const refused = { name: 'InvalidInputError', issues: [{ path: 'limit' }] };
    await expect(ledger.lots(ACCOUNT, { limit })).rejects.toMatchObject(refused);
    await expect(ledger.entries(ACCOUNT, { limit })).rejects.toMatchObject(refused);
  });

  it('every bad member of a query at once, also while nothing is on record', async () => {
    const ledger = await openLedger();
    await expect(ledger.dailyBalance(ACCOUNT, { from: 'x', to: '2026-02-30' })).rejects.toMatchObject({
      issues: [{ path: 'from' }, { path: 'to' }],
    });
    await expect(
      ledger.dailyBalance(ACCOUNT, { from: '2026-02-02', to: '2026-02-01' }),
    ).rejects.toMatchObject({
      issues: [{ path: 'to' }],
    });
    await expect(
      ledger.signals(ACCOUNT, { lowBalance: 'x', asOf: 'y', lookbackDays: 0 }),
    ).rejects.toMatchObject({ issues: [{ path: 'lowBalance' }, { path: 'asOf' }, { path: 'lookbackDays' }] });
  });

  it('nothing of the last days of the calendar', async () => {
    const ledger = await openLedger();
    await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '9999-12-30', cash: '1' });
    const days = await ledger.dailyBalance(ACCOUNT, { to: '9999-12-31' });
    expect(days.map(({ date, closing }) => [date, closing])).toEqual([
      ['9999-12-30', '1'],
      ['9999-12-31', '1'],
    ]);
  });

  it('no instant of the last day, in zones to the west', async () => {
    const ledger = await openLedger({ businessTimeZone: 'America/New_York' });
    const expiresAt = '9999-12-31T23:59:59.999Z';
    await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-01', cash: '1', expiresAt });
    const [lot] = (await ledger.lots(ACCOUNT, { asOf: expiresAt })).items;
    expect(lot).toMatchObject({ expiresAt, status: 'expired', available: '0' });
  });

  it.each([0, Number.NaN])('%s tries', (tries) => {
    const repository = new InMemoryCreditLedgerRepository();
    expect(() => new CreditLedger({ repository, tries })).toThrow(/tries/);
  });
});

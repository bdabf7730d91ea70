import fc from 'fast-check';
import {
  type CreditLedger,
  type ImportedRefund,
  type ImportOptions,
  InMemoryCreditLedgerRepository,
  type PurchaseInput,
} from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, dayText, histories, money, openLedger, orders, perform, stateOf } from './model.ts';
import { interceptor } from './ports.ts';

interface Row {
  readonly isRefund: boolean;
  readonly day: number;
  readonly label: string;
  readonly cash: number;
  readonly bonus: number;
}

interface File {
  readonly purchases: readonly PurchaseInput[];
  readonly refunds: readonly ImportedRefund[];
}

const rows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    isRefund: fc.boolean(),
    day: fc.integer({ min: 1, max: 12 }),
    label: fc.constantFrom('small', 'large'),
    cash: fc.integer({ min: 1, max: 4000 }),
    bonus: fc.nat(400),
  }),
  { maxLength: 10 },
);

/** A file as its parser would give it: ids come from content and occurrence, so equal rows have different ones. */
function fileOf(written: readonly Row[]): File {
  const seen = new Map<string, number>();
  const all = written.map(({ isRefund, day, label, cash, bonus }) => {
    const content = [isRefund, day, label, cash, bonus].join('/');
    const occurrence = (seen.get(content) ?? 0) + 1;
    seen.set(content, occurrence);
    const id = `${content}#${occurrence}`;
    return { isRefund, row: { id, at: dayText(day), label, cash: money(cash), bonus: money(bonus) } };
  });
  return {
    purchases: all.filter(({ isRefund }) => !isRefund).map(({ row }) => row),
    refunds: all.filter(({ isRefund }) => isRefund).map(({ row }) => row),
  };
}

const options = fc.constantFrom<ImportOptions>({}, { unlinkedRefunds: 'debit' });

async function netOf(ledger: CreditLedger): Promise<string> {
  return (await ledger.balance(ACCOUNT)).net;
}

/** A ledger with a past. */
async function usedLedger(history: Parameters<typeof perform>[1][], rules: Parameters<typeof openLedger>[0]) {
  const repository = new InMemoryCreditLedgerRepository();
  const ledger = await openLedger(rules, repository);
  for (const [index, command] of history.entries()) await perform(ledger, command, index);
  return { ledger, repository };
}

describe('laws of an import', () => {
  it('law of the dry run: it answers what the real run answers, and leaves no trace', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, rows, options, async (history, order, written, asked) => {
        const { ledger, repository } = await usedLedger(history, { order });
        const before = await stateOf(repository);
        const dry = await ledger.importPurchases(ACCOUNT, fileOf(written), { ...asked, dryRun: true });
        expect(await stateOf(repository)).toEqual(before);
        expect(await ledger.importPurchases(ACCOUNT, fileOf(written), asked)).toEqual(dry);
      }),
    );
  });

  it('law of the repeat: a file that is wholly on record changes nothing, whatever happened since', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, rows, async (history, order, written) => {
        const repository = new InMemoryCreditLedgerRepository();
        const ledger = await openLedger({ order }, repository);
        const asked = { unlinkedRefunds: 'debit' } as const;
        await ledger.importPurchases(ACCOUNT, fileOf(written), asked);
        for (const [index, command] of history.entries()) await perform(ledger, command, index);
        const before = await stateOf(repository);
        expect(await ledger.importPurchases(ACCOUNT, fileOf(written), asked)).toMatchObject({
          purchases: [],
          refunds: [],
          debits: [],
          unlinkedRefunds: [],
          known: written.length,
        });
        expect(await stateOf(repository)).toEqual(before);
      }),
    );
  });

  it('law of the sum: what is booked changes the net balance by purchases less refunds, and the books verify', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, rows, options, async (history, order, written, asked) => {
        const { ledger } = await usedLedger(history, { order });
        const before = await netOf(ledger);
        const { unlinkedRefunds } = await ledger.importPurchases(ACCOUNT, fileOf(written), asked);
        const unlinked = new Set(unlinkedRefunds.map(({ id }) => id));
        const { purchases, refunds } = fileOf(written);
        const units = (row: PurchaseInput | ImportedRefund) => cents(row.cash) + cents(row.bonus ?? '0');
        const bought = purchases.reduce((sum, row) => sum + units(row), 0n);
        const returned = refunds
          .filter(({ id }) => !unlinked.has(id))
          .reduce((sum, row) => sum + units(row), 0n);
        expect(cents(await netOf(ledger))).toBe(cents(before) + bought - returned);
        expect((await ledger.verify(ACCOUNT)).problems).toEqual([]);
      }),
    );
  });

  it('law of arrival: two files in either order, or as one, end at one net balance', async () => {
    await fc.assert(
      fc.asyncProperty(histories, orders, rows, rows, async (history, order, first, second) => {
        const asked = { unlinkedRefunds: 'debit' } as const;
        const nets: string[] = [];
        const whole = fileOf([...first, ...second]);
        for (const files of [[fileOf(first), whole], [whole], [fileOf(second), whole]]) {
          const { ledger } = await usedLedger(history, { order });
          for (const file of files) await ledger.importPurchases(ACCOUNT, file, asked);
          nets.push(await netOf(ledger));
        }
        expect(new Set(nets).size).toBe(1);
      }),
    );
  });

  it('law of the limit: refunds never take more of a purchase than was paid for it', async () => {
    await fc.assert(
      fc.asyncProperty(histories, rows, rows, async (history, first, second) => {
        const { ledger, repository } = await usedLedger(history, {});
        await ledger.importPurchases(ACCOUNT, fileOf(first));
        await ledger.importPurchases(ACCOUNT, fileOf(second));
        for (const { original, refunded, refundDebited, origin, effectiveAt } of (await stateOf(repository))
          .lots) {
          expect(cents(refunded) + cents(refundDebited)).toBeLessThanOrEqual(cents(original));
          const refunds = (await ledger.entries(ACCOUNT, { limit: 10_000 })).items.filter(
            ({ type, lotId }) => type === 'lot.refunded' && lotId?.startsWith(`${origin.id}:`),
          );
          for (const refund of refunds) expect(refund.effectiveAt >= effectiveAt).toBe(true);
        }
      }),
    );
  });
});

describe('an import', () => {
  it('of thousands of packs asks the store a few times, and reads all lots only for a new refund', async () => {
    const calls = new Map<string, number>();
    const counted = interceptor(new InMemoryCreditLedgerRepository(), async (name, run) => {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      return run();
    });
    const ledger = await openLedger({}, counted);
    const purchases = Array.from({ length: 2000 }, (_, index) => {
      return { id: `p${index}`, at: '2026-01-01', label: 'Pack', cash: '10', bonus: '1' };
    });
    calls.clear();
    await ledger.importPurchases(ACCOUNT, { purchases, refunds: [] });
    expect(Object.fromEntries(calls)).toMatchObject({ commands: 4, lotsById: 8, commit: 1 });
    expect(calls.get('lots')).toBeUndefined();
    calls.clear();
    const refund = { id: 'r', at: '2026-02-01', label: 'Pack', cash: '10', bonus: '1' };
    await ledger.importPurchases(ACCOUNT, { purchases, refunds: [refund] });
    expect(Object.fromEntries(calls)).toMatchObject({ lots: 9, commit: 1 });
    calls.clear();
    await ledger.importPurchases(ACCOUNT, { purchases, refunds: [refund] });
    expect(Object.fromEntries(calls)).toEqual({ head: 1, commands: 6 });
  });

  it('gives refunds back as it got them, so that a caller finds their lines', async () => {
    const ledger = await openLedger();
    const refund = { id: 'r', at: '2026-02-01', cash: '1', bonus: '0', line: 7 };
    const { unlinkedRefunds } = await ledger.importPurchases(ACCOUNT, { purchases: [], refunds: [refund] });
    expect(unlinkedRefunds).toEqual([refund]);
    expect(unlinkedRefunds.map(({ line }) => line)).toEqual([7]);
  });

  it('refuses an unknown way to treat refunds', async () => {
    const ledger = await openLedger();
    const asked = { unlinkedRefunds: 'ignore' } as never;
    await expect(
      ledger.importPurchases(ACCOUNT, { purchases: [], refunds: [] }, asked),
    ).rejects.toMatchObject({
      name: 'InvalidInputError',
      issues: [{ path: 'unlinkedRefunds' }],
    });
  });
});

/** An amount of the model, which has two decimals at most. */
function cents(amount: unknown): bigint {
  const [whole = '', fraction = ''] = String(amount).split('.');
  return BigInt(`${whole}${fraction.slice(0, 2).padEnd(2, '0')}`);
}

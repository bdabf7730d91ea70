import {
  CreditLedger,
  type CreditLedgerRepository,
  InMemoryCreditLedgerRepository,
} from '../../../credit-ledger/index.ts';
import { FakeClock } from '../../clock.ts';
import { expectSame, expectTrue } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import { auditedBooks } from '../audit.ts';
import { everythingOf } from '../everything.ts';
import { intercepted } from '../intercept.ts';
import type { OpenedLedgerStore } from '../opened-store.ts';

type Command = (ledger: CreditLedger) => Promise<unknown>;

/** Commands of every shape: new rows, changed rows, debts that are settled, credit that is set aside. */
const COMMANDS: readonly Command[] = [
  (ledger) => ledger.openAccount({ id: 'acct', currency: 'USD' }),
  (ledger) => ledger.allocateUsage('acct', { id: 'early', at: '2026-01-01', amount: '30' }),
  (ledger) => ledger.recordPurchase('acct', { id: 'pack', at: '2026-01-02', cash: '100', bonus: '10' }),
  (ledger) =>
    ledger.allocateMany('acct', [
      { id: 'u1', at: '2026-01-03', amount: '50' },
      { id: 'u2', at: '2026-01-03', amount: '-5' },
      { id: 'u3', at: '2026-01-03', amount: '60' },
    ]),
  (ledger) => ledger.adjust('acct', { id: 'fix', at: '2026-01-04', amount: '70.5', reason: 'goodwill' }),
  (ledger) => ledger.hold('acct', { id: 'order 1', at: '2026-01-05', amount: '4' }),
  (ledger) => ledger.hold('acct', { id: 'order 2', at: '2026-01-05', amount: '2' }),
  (ledger) => ledger.postHold('acct', 'order 1', { at: '2026-01-06', amount: '3' }),
  (ledger) => ledger.voidHold('acct', 'order 2'),
  (ledger) => ledger.openBalance('acct', { at: '2026-01-02', purchased: '20' }),
  (ledger) => ledger.syncLotsFromPurchases('acct', [{ id: 'late', at: '2026-01-05', cash: '1', bonus: '1' }]),
];

const FAULT = 'the fault of the case';

/** Fails one call of the port, before or after it is carried out. */
function failing(inner: CreditLedgerRepository, call: number, when: 'before' | 'after') {
  let calls = 0;
  return intercepted(inner, async (_name, run) => {
    calls += 1;
    const isNow = calls === call;
    if (isNow && when === 'before') throw new Error(FAULT);
    const answer = await run();
    if (isNow) throw new Error(FAULT);
    return answer;
  });
}

function ledgerOn(repository: CreditLedgerRepository): CreditLedger {
  return new CreditLedger({ repository, clock: new FakeClock() });
}

/** Runs a command with a fault; false when it ended before the fault was due. */
async function struck(run: Promise<unknown>): Promise<boolean> {
  try {
    await run;
    return false;
  } catch (error) {
    if (error instanceof Error && error.message === FAULT) return true;
    throw error;
  }
}

/** What the commands lead to when nothing fails. */
async function undisturbed() {
  const repository = new InMemoryCreditLedgerRepository();
  for (const command of COMMANDS) await command(ledgerOn(repository));
  return everythingOf(repository, 'acct');
}

async function expectUndisturbed({ repository, connect }: OpenedLedgerStore): Promise<void> {
  await auditedBooks(repository, 'acct');
  const expected = await undisturbed();
  expectSame(await everythingOf(repository, 'acct'), expected, 'after all faults and retries');
  const other = (await connect?.()) ?? repository;
  expectSame(await everythingOf(other, 'acct'), expected, 'what another connection sees');
}

export const faultRules: readonly StoreRule<OpenedLedgerStore>[] = [
  {
    name: 'loses and doubles nothing when a call of the port fails before or after its work and the command is repeated',
    check: async (store) => {
      for (const command of COMMANDS) {
        const fails = (call: number, when: 'before' | 'after'): Promise<boolean> =>
          struck(command(ledgerOn(failing(store.repository, call, when))));
        let call = 1;
        while ((await fails(call, 'before')) && (await fails(call, 'after'))) call += 1;
        expectTrue(call > 1, 'a command makes at least one call');
      }
      await expectUndisturbed(store);
    },
  },
  {
    name: 'loses and doubles nothing when the store itself fails at any statement and the command is repeated',
    check: async (store) => {
      for (const command of COMMANDS) {
        for (let statement = 1; store.failAt !== undefined; statement += 1) {
          const before = await store.repository.head('acct');
          store.failAt(statement);
          const isDone = await command(ledgerOn(store.repository)).then(
            () => true,
            () => false,
          );
          store.failAt(0);
          const after = await store.repository.head('acct');
          if (isDone) break;
          const versions = [before?.version ?? 0, (before?.version ?? 0) + 1];
          expectTrue(versions.includes(after?.version ?? 0), 'a fault made more than one commit');
        }
        await command(ledgerOn(store.repository));
      }
      await expectUndisturbed(store);
    },
  },
];

import type fc from 'fast-check';
import type { CreditLedgerRepository } from 'reseller-sdk/credit-ledger';

/** The repository with every call of the port put at the scheduler's mercy, before and after it runs. */
export function scheduled(inner: CreditLedgerRepository, scheduler: fc.Scheduler): CreditLedgerRepository {
  return interceptor(inner, async (name, run) => {
    await scheduler.schedule(Promise.resolve(), `${name} asked`);
    const answer = await run();
    await scheduler.schedule(Promise.resolve(), `${name} answered`);
    return answer;
  });
}

/** The repository with something around every call of the port. */
export function interceptor(
  inner: CreditLedgerRepository,
  around: <T>(name: string, run: () => Promise<T>) => Promise<T>,
): CreditLedgerRepository {
  return {
    head: (account) => around('head', () => inner.head(account)),
    commands: (account, keys) => around('commands', () => inner.commands(account, keys)),
    lotsById: (account, ids) => around('lotsById', () => inner.lotsById(account, ids)),
    usagesById: (account, ids) => around('usagesById', () => inner.usagesById(account, ids)),
    lots: (account, page) => around('lots', () => inner.lots(account, page)),
    openLots: (account, query) => around('openLots', () => inner.openLots(account, query)),
    laterLots: (account, query) => around('laterLots', () => inner.laterLots(account, query)),
    expiringLots: (account, query) => around('expiringLots', () => inner.expiringLots(account, query)),
    holdsById: (account, ids) => around('holdsById', () => inner.holdsById(account, ids)),
    openHolds: (account, query) => around('openHolds', () => inner.openHolds(account, query)),
    periodsByKey: (account, keys) => around('periodsByKey', () => inner.periodsByKey(account, keys)),
    periods: (account, query) => around('periods', () => inner.periods(account, query)),
    openDebts: (account, page) => around('openDebts', () => inner.openDebts(account, page)),
    usages: (account, query) => around('usages', () => inner.usages(account, query)),
    entries: (account, page) => around('entries', () => inner.entries(account, page)),
    entriesByDay: (account, query) => around('entriesByDay', () => inner.entriesByDay(account, query)),
    entriesOf: (account, query) => around('entriesOf', () => inner.entriesOf(account, query)),
    commit: (account, version, batch) => around('commit', () => inner.commit(account, version, batch)),
  };
}

/** The repository that fails at the n-th call of the port, before or after it ran. */
export function faulty(inner: CreditLedgerRepository, failing: number, when: 'before' | 'after') {
  let call = 0;
  return interceptor(inner, async (name, run) => {
    call += 1;
    const isNow = call === failing;
    if (isNow && when === 'before') throw new Error(`the store failed before ${name}`);
    const answer = await run();
    if (isNow) throw new Error(`the store failed after ${name}`);
    return answer;
  });
}

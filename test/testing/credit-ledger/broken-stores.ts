import { ConcurrencyError } from 'reseller-sdk';
import type { CreditLedgerRepository, CreditLot, LedgerBatch } from 'reseller-sdk/credit-ledger';
import { PlainLedgerStore } from '../../../src/testing/credit-ledger/plain-store.ts';

type Broken = (sound: PlainLedgerStore) => Partial<CreditLedgerRepository>;

const byLocale = (a: string, b: string): number => a.localeCompare(b, 'en');

/** Reads that answer with something else than they should. */
const WRONG_READS: Readonly<Record<string, Broken>> = {
  'lots in the order of a dictionary': (sound) => ({
    lots: async (...query) =>
      [...(await sound.lots(...query))].sort((a, b) => byLocale(a.orderKey, b.orderKey)),
  }),
  'open lots by id': (sound) => ({
    openLots: async (...query) => [...(await sound.openLots(...query))].sort((a, b) => byLocale(a.id, b.id)),
  }),
  'open lots without a limit': (sound) => ({
    openLots: (account, query) => sound.openLots(account, { ...query, limit: 1e6 }),
  }),
  'open lots that repeat the last of the page before': (sound) => ({
    openLots: async (account, query) => {
      const last = (await sound.lots(account, { limit: 1e6 })).find((lot) => lot.orderKey === query.after);
      const page = await sound.openLots(account, query);
      return last === undefined ? page : [last, ...page].slice(0, query.limit);
    },
  }),
  'open lots that take effect later': (sound) => ({
    openLots: (account, query) => sound.openLots(account, { ...query, effectiveBy: '~' }),
  }),
  'open lots that have just expired': (sound) => ({
    openLots: async (account, query) => {
      const expiresAfter = query.expiresAfter.replace(/.{4}$/, '');
      return sound.openLots(account, { ...query, expiresAfter });
    },
  }),
  'expired lots whether asked for or not': (sound) => ({
    openLots: (account, query) => sound.openLots(account, { ...query, withExpired: true }),
  }),
  'no expired lots though asked for': (sound) => ({
    laterLots: (account, query) => sound.laterLots(account, { ...query, withExpired: false }),
  }),
  'later lots from their effect on': (sound) => ({
    laterLots: (account, query) =>
      sound.laterLots(account, { ...query, effectiveAfter: query.effectiveAfter.replace(/.{4}$/, '') }),
  }),
  'a cursor of later lots that knows the time alone': (sound) => ({
    laterLots: (account, { after, ...query }) =>
      sound.laterLots(account, { ...query, after: after && { ...after, orderKey: '\u{10ffff}' } }),
  }),
  'expiring lots before their time': (sound) => ({
    expiringLots: (account, query) => sound.expiringLots(account, { ...query, by: '~' }),
  }),
  'holds without a time-out first': (sound) => ({
    openHolds: async (account, query) => {
      const holds = await sound.openHolds(account, query);
      return [...holds].sort((a, b) => Number(a.expiresAt !== null) - Number(b.expiresAt !== null));
    },
  }),
  'holds in the order of a dictionary': (sound) => ({
    openHolds: async (...query) =>
      [...(await sound.openHolds(...query))].sort(
        (a, b) => byLocale(a.expiresAt ?? '~', b.expiresAt ?? '~') || byLocale(a.id, b.id),
      ),
  }),
  'holds that are over': (sound) => ({
    openHolds: async (account, query) => {
      const all = [...sound.rowsOf(account).holds.values()].filter(({ state }) => state !== 'open');
      return [...(await sound.openHolds(account, query)), ...all].slice(0, query.limit);
    },
  }),
  'debts by id': (sound) => ({
    openDebts: async (...query) =>
      [...(await sound.openDebts(...query))].sort((a, b) => byLocale(a.id, b.id)),
  }),
  'a cursor of debts that knows the time alone': (sound) => ({
    openDebts: (account, { after, limit }) =>
      sound.openDebts(account, { limit, after: after && { ...after, seq: 1e9 } }),
  }),
  'settled debts': (sound) => ({ openDebts: (...query) => sound.usages(...query) }),
  'usage up to the time and with it': (sound) => ({
    usages: (account, query) => sound.usages(account, { ...query, before: query.before?.concat('~') }),
  }),
  'entries of a day in the wrong order': (sound) => ({
    entriesByDay: async (...query) => [...(await sound.entriesByDay(...query))].sort((a, b) => a.seq - b.seq),
  }),
  'entries of a lot for those of a usage': (sound) => ({
    entriesOf: (account, query) => sound.entriesOf(account, { ...query, of: 'lot' }),
  }),
  'months among the days': (sound) => ({
    periods: async (account, query) => {
      const both = [
        ...(await sound.periods(account, { ...query, unit: 'month' })),
        ...(await sound.periods(account, query)),
      ];
      return both.slice(0, query.limit);
    },
  }),
  'one account for all': (sound) => ({
    lotsById: async (account, ids) => {
      for (const name of [account, 'a', 'acct', 'known']) {
        const lots = await sound.lotsById(name, ids);
        if (lots.length > 0) return lots;
      }
      return [];
    },
  }),
  'ids that differ in case alone as one': (sound) => ({
    usagesById: async (account, ids) => {
      const wanted = new Set(ids.map((id) => id.toLowerCase()));
      return [...sound.rowsOf(account).usages.values()].filter(({ id }) => wanted.has(id.toLowerCase()));
    },
  }),
  'ids that differ in Unicode form alone as one': (sound) => ({
    holdsById: async (account, ids) => {
      const wanted = new Set(ids.map((id) => id.normalize()));
      return [...sound.rowsOf(account).holds.values()].filter(({ id }) => wanted.has(id.normalize()));
    },
  }),
  'a hundred rows at most': (sound) => ({
    commands: async (account, keys) => sound.commands(account, keys.slice(0, 100)),
    lotsById: async (account, ids) => (await sound.lotsById(account, ids)).slice(0, 100),
  }),
};

/** Commits that do something else than they should with the batch. */
const WRONG_WRITES: Readonly<Record<string, Broken>> = {
  'the last entry of a batch is lost': changing((batch) => ({
    ...batch,
    entries: batch.entries.slice(0, -1),
  })),
  'commands are lost': changing((batch) => ({ ...batch, commands: [] })),
  'periods are written once and never again': (sound) => ({
    commit: async (account, version, batch) => {
      const before = new Map(sound.rowsOf(account).periods);
      await sound.commit(account, version, batch);
      for (const [period, row] of before) sound.rowsOf(account).periods.set(period, row);
    },
  }),
  'amounts pass through floating point': changing((batch) => ({
    ...batch,
    lots: batch.lots.map((lot) => ({ ...lot, remaining: plain(Number(lot.remaining)) })),
  })),
  'amounts have eight decimals': changing((batch) => ({
    ...batch,
    entries: batch.entries.map((entry) => ({ ...entry, amount: entry.amount.replace(/(\.\d{8})\d+/, '$1') })),
  })),
  'amounts have the decimals of the column': changing((batch) => ({
    ...batch,
    usages: batch.usages.map((usage) => ({ ...usage, reversed: `${usage.reversed}.00` })),
  })),
  'labels are trimmed': changing((batch) => ({
    ...batch,
    lots: batch.lots.map((lot) => ({ ...lot, label: lot.label?.trim() ?? null })),
  })),
  'empty text becomes null': changing((batch) => ({
    ...batch,
    lots: batch.lots.map((lot) => ({ ...lot, label: lot.label || null })),
  })),
  'text has 16 bits at most per character': changing((batch) => ({
    ...batch,
    entries: batch.entries.map((entry) => ({
      ...entry,
      reason: entry.reason?.replace(/\p{Cs}|[\u{10000}-\u{10ffff}]/gu, '?') ?? null,
    })),
  })),
  'a late slice forgets that it was late': changing((batch) => ({
    ...batch,
    usages: batch.usages.map((usage) => ({
      ...usage,
      slices: usage.slices.map(({ lateFunding: _, ...slice }) => slice),
    })),
  })),
  'the version is not looked at': (sound) => ({
    commit: async (account, _version, batch) => sound.rowsOf(account).write(batch),
  }),
  'a batch is written row by row until one is refused': (sound) => ({
    commit: async (account, version, batch) => {
      const none = { entries: [], lots: [], usages: [], holds: [], periods: [], commands: [] };
      try {
        await sound.commit(account, version, batch);
      } catch (error) {
        const { head } = sound.rowsOf(account);
        if (head !== undefined) sound.rowsOf(account).write({ ...none, head, lots: firstNew(batch) });
        throw error;
      }
    },
  }),
  'the head is written although the rows are refused': (sound) => ({
    commit: async (account, version, batch) => {
      try {
        await sound.commit(account, version, batch);
      } catch (error) {
        const { head } = sound.rowsOf(account);
        const none = { entries: [], lots: [], usages: [], holds: [], periods: [], commands: [] };
        if (head?.version === version) sound.rowsOf(account).write({ ...none, head: batch.head });
        throw error;
      }
    },
  }),
  'a key that exists is written over': (sound) => ({
    commit: async (account, version, batch) => {
      const known = sound.rowsOf(account).commands;
      for (const { key } of batch.commands) known.delete(key);
      await sound.commit(account, version, batch);
    },
  }),
  'row versions are not looked at': (sound) => ({
    commit: async (account, version, batch) => {
      const { lots } = sound.rowsOf(account);
      const fresh = batch.lots.map((lot) => ({
        ...lot,
        rowVersion: (lots.get(lot.id)?.rowVersion ?? 0) + 1,
      }));
      await sound.commit(account, version, { ...batch, lots: fresh });
    },
  }),
  'a batch is not checked': (sound) => ({
    commit: async (account, version, batch) => {
      const rows = sound.rowsOf(account);
      try {
        await sound.commit(account, version, batch);
      } catch (error) {
        if (error instanceof ConcurrencyError) throw error;
        rows.write(batch);
      }
    },
  }),
  'a constraint counts as a conflict': (sound) => ({
    commit: async (account, version, batch) => {
      try {
        await sound.commit(account, version, batch);
      } catch (cause) {
        throw new ConcurrencyError('refused', 'DUPLICATE_KEY', { cause });
      }
    },
  }),
  'a conflict is an error like any other': (sound) => ({
    commit: async (account, version, batch) => {
      try {
        await sound.commit(account, version, batch);
      } catch (cause) {
        throw new Error('refused', { cause });
      }
    },
  }),
  'a second commit of the same batch is taken for the first': (sound) => ({
    commit: async (account, version, batch) => {
      if ((await sound.head(account))?.version === batch.head.version) return;
      await sound.commit(account, version, batch);
    },
  }),
  'rows are those of the writer': (sound) => {
    let given: LedgerBatch | undefined;
    return {
      commit: async (account, version, batch) => {
        given = batch;
        await sound.commit(account, version, batch);
      },
      lots: async (...query) => {
        const known = await sound.lots(...query);
        const own = new Map(given?.lots.map((lot) => [lot.orderKey, lot]));
        return known.map((lot) => own.get(lot.orderKey) ?? lot);
      },
    };
  },
};

function firstNew({ lots }: LedgerBatch): CreditLot[] {
  return lots.filter(({ rowVersion }) => rowVersion === 1).slice(0, 1);
}

function plain(amount: number): string {
  return amount.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
}

/** A store that keeps another batch than it was given; what it checks is the right one. */
function changing(change: (batch: LedgerBatch) => LedgerBatch): Broken {
  return (sound) => ({
    commit: async (account, version, batch) => {
      await sound.commit(account, version, batch);
      const rows = sound.rowsOf(account);
      for (const { seq } of batch.entries) rows.entries.delete(seq);
      for (const { key } of batch.commands) rows.commands.delete(key);
      for (const { period, rowVersion } of batch.periods) if (rowVersion === 1) rows.periods.delete(period);
      rows.write(change(batch));
    },
  });
}

/** Stores that each break one rule, by what they do. */
export const brokenStores: Readonly<Record<string, () => CreditLedgerRepository>> = Object.fromEntries(
  Object.entries({ ...WRONG_READS, ...WRONG_WRITES }).map(([name, broken]) => [
    name,
    () => {
      const sound = new PlainLedgerStore();
      const wrong = broken(sound);
      return new Proxy(sound, {
        get: (target, name) => {
          const replaced: unknown = Reflect.get(wrong, name);
          const member: unknown = replaced ?? Reflect.get(target, name);
          return typeof member === 'function' ? member.bind(target) : member;
        },
      });
    },
  ]),
);

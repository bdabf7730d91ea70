import type { CreditLot, LedgerBatch, UsageRecord } from '../../../credit-ledger/index.ts';
import { expectSame, expectTrue, isConflict, rejectionOf } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import { everythingOf } from '../everything.ts';
import { commandOf, nextBatch } from '../next-batch.ts';
import type { OpenedLedgerStore } from '../opened-store.ts';
import type { PlainAccount } from '../plain-account.ts';
import { accountOf, entryOf, holdOf, lotOf, periodOf, usageOf } from '../seeds.ts';
import { Twin } from '../twin.ts';

const ACCOUNT = accountOf('acct');
const LOT = lotOf({ id: 'lot', orderKey: 'a' });
const USAGE = usageOf({ id: 'usage' });
const HOLD = holdOf({ id: 'hold' }, 'lot');
const DAY = periodOf('2026-01-01');

/** How a sound batch is spoiled; its other rows stay, and none of them may be seen afterwards. */
interface Spoiled {
  readonly what: string;
  /** `conflict`: another writer was first, so the ledger tries again. `invalid`: it never may. */
  readonly as: 'conflict' | 'invalid' | 'either';
  readonly spoil: (batch: LedgerBatch, stored: PlainAccount) => LedgerBatch;
  /** Left out: the version that is stored. */
  readonly expectedVersion?: number;
}

const withVersion = (version: number): Pick<Spoiled, 'expectedVersion' | 'spoil'> => ({
  expectedVersion: version,
  spoil: (batch) => ({ ...batch, head: { ...batch.head, version: version + 1 } }),
});

const withLot = (lot: CreditLot): Spoiled['spoil'] => {
  return (batch) => ({ ...batch, lots: [...batch.lots, lot] });
};

const withUsage = (usage: UsageRecord): Spoiled['spoil'] => {
  return (batch) => ({ ...batch, usages: [...batch.usages, usage] });
};

/** Stored rows under versions that do not follow the stored one. */
const STALE: readonly Spoiled[] = [1, 3].flatMap((rowVersion): Spoiled[] => {
  const as = 'conflict';
  const version = `of version ${rowVersion} where 1 is stored`;
  return [
    { what: `a lot ${version}`, as, spoil: withLot({ ...LOT, rowVersion }) },
    { what: `a usage ${version}`, as, spoil: withUsage({ ...USAGE, rowVersion }) },
    {
      what: `a hold ${version}`,
      as,
      spoil: (batch) => ({ ...batch, holds: [...batch.holds, { ...HOLD, rowVersion }] }),
    },
    {
      what: `a period ${version}`,
      as,
      spoil: (batch) => ({ ...batch, periods: [...batch.periods, { ...DAY, rowVersion }] }),
    },
  ];
});

const CONFLICTS: readonly Spoiled[] = [
  { what: 'a version that is over', as: 'conflict', ...withVersion(0) },
  { what: 'the version before the last', as: 'conflict', ...withVersion(1) },
  { what: 'a version that is yet to come', as: 'conflict', ...withVersion(3) },
  {
    what: 'a command key that is on record',
    as: 'conflict',
    spoil: (batch) => ({ ...batch, commands: [...batch.commands, commandOf('write:1', ACCOUNT)] }),
  },
  {
    what: 'a seq that is on record',
    as: 'conflict',
    spoil: (batch, { head }) => {
      const nextSeq = head?.nextSeq ?? 1;
      const entry = entryOf({ seq: nextSeq - 1, commandKey: 'write:3' });
      return { ...batch, head: { ...batch.head, nextSeq }, entries: [entry] };
    },
  },
  {
    what: 'a change of a lot that does not exist',
    as: 'conflict',
    spoil: withLot({ ...LOT, id: 'none', rowVersion: 2 }),
  },
  ...STALE,
];

const next = { ...LOT, rowVersion: 2 };
const owing = { ...USAGE, rowVersion: 2 };

const INVALID: readonly Spoiled[] = [
  {
    what: 'a lot that holds more than remains',
    as: 'invalid',
    spoil: withLot({ ...next, held: '10.00000001' }),
  },
  { what: 'a lot that holds less than nothing', as: 'invalid', spoil: withLot({ ...next, held: '-0.1' }) },
  {
    what: 'a lot of which more remains than there was',
    as: 'invalid',
    spoil: withLot({ ...next, remaining: '11', consumed: '-1' }),
  },
  {
    what: 'a lot that was overspent',
    as: 'invalid',
    spoil: withLot({ ...next, remaining: '-1', held: '-1', consumed: '11' }),
  },
  {
    what: 'a lot whose parts are not the whole',
    as: 'invalid',
    spoil: withLot({ ...next, remaining: '9.99999999' }),
  },
  {
    what: 'a debt below nothing',
    as: 'invalid',
    spoil: withUsage({ ...owing, shortfall: '-1', reversed: '6' }),
  },
  {
    what: 'a usage whose parts are not the whole',
    as: 'invalid',
    spoil: withUsage({ ...owing, shortfall: '4.99999999' }),
  },
  {
    what: 'a debt of the account below nothing',
    as: 'invalid',
    spoil: (batch) => ({ ...batch, head: { ...batch.head, debt: '-1' } }),
  },
  {
    what: 'an entry below nothing',
    as: 'invalid',
    spoil: ({ entries, ...batch }) => ({
      ...batch,
      entries: entries.map((entry, index) => (index > 0 ? { ...entry, amount: '-1' } : entry)),
    }),
  },
  {
    what: 'a head that leaves versions out',
    as: 'invalid',
    spoil: (batch) => ({ ...batch, head: { ...batch.head, version: batch.head.version + 1 } }),
  },
  {
    what: 'a head that leaves seqs out',
    as: 'either',
    spoil: (batch) => ({ ...batch, entries: [] }),
  },
  {
    what: 'entries that leave seqs out',
    as: 'either',
    spoil: ({ head, entries, ...batch }) => ({
      ...batch,
      head: { ...head, nextSeq: head.nextSeq + 1 },
      entries: entries.map((entry) => ({ ...entry, seq: entry.seq + 1 })),
    }),
  },
];

/** Two commits on record, and a sound third one with a row of every kind. */
async function prepared({ repository }: OpenedLedgerStore) {
  const twin = new Twin(repository);
  await twin.write(ACCOUNT, { lots: [LOT], periods: [DAY] });
  await twin.write(ACCOUNT, { usages: [USAGE], holds: [HOLD] });
  const stored = twin.plain.rowsOf('acct');
  const sound = nextBatch(ACCOUNT, stored, {
    lots: [lotOf({ id: 'new lot' })],
    usages: [usageOf({ id: 'new usage' })],
    holds: [holdOf({ id: 'new hold' }, 'lot')],
    periods: [periodOf('2026-02-01')],
    entries: [entryOf({ reason: 'new entry' })],
  });
  return { twin, stored, sound };
}

function ruleOf({ what, as, spoil, expectedVersion }: Spoiled): StoreRule<OpenedLedgerStore> {
  return {
    name: `refuses ${what}, and writes nothing of the batch`,
    check: async (store) => {
      const { twin, stored, sound } = await prepared(store);
      const before = await everythingOf(twin.subject, 'acct');
      const version = stored.head?.version ?? 0;
      const commit = twin.subject.commit('acct', expectedVersion ?? version, spoil(sound, stored));
      const error = await rejectionOf(commit, `A batch with ${what}`);
      if (as !== 'either') {
        const wanted = as === 'conflict' ? 'a conflict (VERSION_CONFLICT or DUPLICATE_KEY)' : 'no conflict';
        expectTrue(
          isConflict(error) === (as === 'conflict'),
          `The refusal must be ${wanted}: ${String(error)}`,
        );
      }
      expectSame(await everythingOf(twin.subject, 'acct'), before, 'after the refusal');
      await expectNothingNew(store);
      await twin.subject.commit('acct', version, sound);
      await twin.plain.commit('acct', version, sound);
      const all = await everythingOf(twin.plain, 'acct');
      expectSame(await everythingOf(twin.subject, 'acct'), all, 'after the sound batch');
    },
  };
}

/** Also rows that no list would show. */
async function expectNothingNew({ repository }: OpenedLedgerStore): Promise<void> {
  const found = {
    lots: await repository.lotsById('acct', ['new lot', 'none']),
    usages: await repository.usagesById('acct', ['new usage']),
    holds: await repository.holdsById('acct', ['new hold']),
    periods: await repository.periodsByKey('acct', ['2026-02-01']),
    commands: await repository.commands('acct', ['write:3']),
  };
  expectSame(
    found,
    { lots: [], usages: [], holds: [], periods: [], commands: [] },
    'rows of the refused batch',
  );
}

const UNKNOWN: StoreRule<OpenedLedgerStore> = {
  name: 'refuses a later version of an account that does not exist',
  check: async ({ repository }) => {
    const twin = new Twin(repository);
    await twin.write(ACCOUNT);
    const other = accountOf('other');
    const batch = nextBatch(other, twin.plain.rowsOf('acct'), { usages: [USAGE] });
    const error = await rejectionOf(repository.commit('other', 1, batch), 'A second version');
    expectTrue(isConflict(error), `The refusal must be a conflict: ${String(error)}`);
    expectSame(await repository.head('other'), undefined, 'its head');
    expectSame(await repository.usagesById('other', ['usage']), [], 'its usage');
  },
};

export const refusalRules: readonly StoreRule<OpenedLedgerStore>[] = [
  ...[...CONFLICTS, ...INVALID].map(ruleOf),
  UNKNOWN,
];

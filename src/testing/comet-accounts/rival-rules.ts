import type { AccountJournal } from '../../comet/provisioning/index.ts';
import { expectSame, isConflict } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { OpenedAccountJournal } from './opened-journal.ts';
import { expectStored, recordOf } from './records.ts';

const RIVALS = 20;
const CONNECTIONS = 4;
const MAX_STATEMENTS = 50;

/** What became of saves that began at once: the version that was saved, or whether another was first. */
async function rivals(
  { journal, connect }: OpenedAccountJournal,
  save: (journal: AccountJournal, number: number) => Promise<number>,
): Promise<readonly (number | 'overtaken' | Error)[]> {
  const journals = connect ? await Promise.all(Array.from({ length: CONNECTIONS }, connect)) : [journal];
  return Promise.all(
    Array.from({ length: RIVALS }, (_, number) =>
      save(journals[number % journals.length] ?? journal, number).catch((error: unknown) =>
        isConflict(error) ? 'overtaken' : new Error(String(error)),
      ),
    ),
  );
}

/** One save of one record per rival; whoever is first is who is stored. */
async function expectOneWinner(opened: OpenedAccountJournal, expectedVersion: number): Promise<void> {
  const record = (number: number) => recordOf('1042', { username: `rival-${number}` });
  const outcomes = await rivals(opened, (journal, number) =>
    journal.save('1042', record(number), expectedVersion),
  );
  const refused = outcomes.filter((outcome) => typeof outcome !== 'number').map(String);
  const allButOne = Array.from({ length: RIVALS - 1 }, () => 'overtaken');
  expectSame(refused, allButOne, 'what became of those that were refused');
  const winner = outcomes.findIndex((outcome) => typeof outcome === 'number');
  const entry = { record: record(winner), version: Number(outcomes[winner]) };
  await expectStored(opened.journal, '1042', entry, 'the record that was saved');
}

/** What a journal must do for several writers, and when it fails. */
export const RIVAL_RULES: readonly StoreRule<OpenedAccountJournal>[] = [
  {
    name: `of ${RIVALS} first records of one service at once, one is saved`,
    check: (opened) => expectOneWinner(opened, 0),
  },
  {
    name: `of ${RIVALS} next records of one service at once, one is saved`,
    check: async (opened) => expectOneWinner(opened, await opened.journal.save('1042', recordOf('1042'), 0)),
  },
  {
    name: `${RIVALS} services at once do not hinder one another`,
    check: async (opened) => {
      const outcomes = await rivals(opened, (journal, number) =>
        journal.save(`service-${number}`, recordOf(`service-${number}`), 0),
      );
      for (const [number, version] of outcomes.entries()) {
        const key = `service-${number}`;
        const entry = { record: recordOf(key), version: Number(version) };
        await expectStored(opened.journal, key, entry, `the service ${number}`);
      }
    },
  },
  {
    name: 'a save that fails inside the journal wrote all or nothing, and can be made again',
    check: async ({ journal, failAt }) => {
      if (failAt === undefined) return;
      for (let statement = 1; statement <= MAX_STATEMENTS; statement += 1) {
        const key = `service-${statement}`;
        const before = recordOf(key);
        const after = recordOf(key, { stage: 'claimed', creationGuid: 'guid-1' });
        const first = await journal.save(key, before, 0);
        failAt(statement);
        const isSaved = await journal.save(key, after, first).then(
          () => true,
          () => false,
        );
        failAt(0);
        const version = (await journal.load(key))?.version ?? 0;
        const isWritten = version !== first;
        const stored = { record: isWritten ? after : before, version };
        await expectStored(journal, key, stored, 'the service after a fault');
        if (!isWritten) await journal.save(key, after, first);
        if (isSaved) return;
      }
    },
  },
];

import { expectTrue } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { OpenedAccountJournal } from './opened-journal.ts';
import { expectOvertaken, expectStored, HISTORY, recordOf } from './records.ts';

/** Service keys that a careless store takes for one another, or for something else. */
const ALIKE = [
  'ab',
  'AB',
  'Ab',
  '1',
  '01',
  '1.0',
  '1e0',
  'a_b',
  'a.b',
  'a-b',
  'a@b',
  '__proto__',
  'constructor',
];

/** What a journal must do for one writer. */
export const RECORD_RULES: readonly StoreRule<OpenedAccountJournal>[] = [
  {
    name: 'a service that nobody saved has no record',
    check: async ({ journal }) => {
      await expectStored(journal, 'nobody', undefined, 'a service of an empty journal');
      await journal.save('1042', recordOf('1042'), 0);
      await expectStored(journal, 'nobody', undefined, 'another service');
    },
  },
  {
    name: 'a record comes back whole, and the next one replaces it with what it leaves out',
    check: async ({ journal }) => {
      let version = 0;
      for (const members of HISTORY) {
        const record = recordOf('1042', members);
        const next = await journal.save('1042', record, version);
        expectTrue(next > version, `the version after ${version} is greater, and it is ${next}`);
        await expectStored(journal, '1042', { record, version: next }, `the record of version ${next}`);
        version = next;
      }
    },
  },
  {
    name: 'a save that expects another version is refused, and nothing is written',
    check: async ({ journal }) => {
      await expectOvertaken(journal.save('1042', recordOf('1042'), 1), 'an update of nothing');
      await expectStored(journal, '1042', undefined, 'the service after it');
      const first = await journal.save('1042', recordOf('1042'), 0);
      const record = recordOf('1042', { stage: 'dispatched' });
      const version = await journal.save('1042', record, first);
      for (const expected of [0, first, version + 1]) {
        const late = recordOf('1042', { stage: 'done', username: 'late' });
        await expectOvertaken(journal.save('1042', late, expected), `a save over version ${expected}`);
      }
      await expectStored(journal, '1042', { record, version }, 'the record after them');
    },
  },
  {
    name: 'service keys are text: those that look alike are different',
    check: async ({ journal }) => {
      const entries = new Map<string, number>();
      for (const key of ALIKE) entries.set(key, await journal.save(key, recordOf(key, { username: key }), 0));
      for (const [key, version] of entries) {
        const entry = { record: recordOf(key, { username: key }), version };
        await expectStored(journal, key, entry, `the service ${JSON.stringify(key)}`);
      }
    },
  },
];

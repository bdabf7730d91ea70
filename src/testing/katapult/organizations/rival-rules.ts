import type { ManagedOrganizationStore } from '../../../katapult/organizations/index.ts';
import { expectSame } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedManagedOrganizationStore } from './opened-store.ts';
import { codeOf, expectStored, recordOf } from './records.ts';

const RIVALS = 20;
const CONNECTIONS = 4;
const MAX_STATEMENTS = 50;

/** What became of saves that began at once, spread over several connections: `saved`, or the code of the refusal. */
async function rivals(
  { store, connect }: OpenedManagedOrganizationStore,
  save: (store: ManagedOrganizationStore, number: number) => Promise<void>,
): Promise<readonly unknown[]> {
  const stores = connect ? await Promise.all(Array.from({ length: CONNECTIONS }, connect)) : [store];
  return Promise.all(
    Array.from({ length: RIVALS }, (_, number) =>
      save(stores[number % stores.length] ?? store, number).then(() => 'saved', codeOf),
    ),
  );
}

/** @throws Error unless one was saved and all others were refused with the code */
function expectOneSaved(outcomes: readonly unknown[], code: string): number {
  const refused = outcomes.filter((outcome) => outcome !== 'saved');
  expectSame(
    refused,
    Array.from({ length: RIVALS - 1 }, () => code),
    'the codes of those that were refused',
  );
  return outcomes.indexOf('saved');
}

/** What a store must do for several writers, and when it fails. */
export const RIVAL_RULES: readonly StoreRule<OpenedManagedOrganizationStore>[] = [
  {
    name: `of ${RIVALS} first records of one client at once, one is saved`,
    check: async (opened) => {
      const record = (number: number) => recordOf('client-1', { organizationId: `org_${number}` });
      const outcomes = await rivals(opened, (store, number) => store.save(record(number), 0));
      const winner = expectOneSaved(outcomes, 'VERSION_CONFLICT');
      await expectStored(opened.store, 'client-1', record(winner), 'the record that was saved');
    },
  },
  {
    name: `of ${RIVALS} next versions at once, one is saved`,
    check: async (opened) => {
      await opened.store.save(recordOf('client-1'), 0);
      const record = (number: number) =>
        recordOf('client-1', { organizationId: `org_${number}`, version: 2 });
      const outcomes = await rivals(opened, (store, number) => store.save(record(number), 1));
      const winner = expectOneSaved(outcomes, 'VERSION_CONFLICT');
      await expectStored(opened.store, 'client-1', record(winner), 'the record that was saved');
    },
  },
  {
    name: `of ${RIVALS} clients that want one organization at once, one gets it`,
    check: async (opened) => {
      const record = (number: number) => recordOf(`client-${number}`, { organizationId: 'org_1' });
      const outcomes = await rivals(opened, (store, number) => store.save(record(number), 0));
      const winner = expectOneSaved(outcomes, 'DUPLICATE_KEY');
      for (let number = 0; number < RIVALS; number += 1) {
        const expected = number === winner ? record(number) : undefined;
        await expectStored(opened.store, `client-${number}`, expected, `client ${number}`);
      }
    },
  },
  {
    name: 'a save that fails inside the store wrote all or nothing, and can be made again',
    check: async ({ store, failAt }) => {
      if (failAt === undefined) return;
      for (let statement = 1; statement <= MAX_STATEMENTS; statement += 1) {
        const clientId = `client-${statement}`;
        const before = recordOf(clientId);
        const after = recordOf(clientId, { organizationId: `org_${statement}`, version: 2 });
        await store.save(before, 0);
        failAt(statement);
        const outcome = await store.save(after, 1).then(
          () => 'saved',
          () => 'failed',
        );
        failAt(0);
        const isWritten = (await store.load(clientId))?.version === after.version;
        await expectStored(store, clientId, isWritten ? after : before, `the client after a fault`);
        if (!isWritten) await store.save(after, 1);
        await expectStored(store, clientId, after, 'the client after another try');
        if (outcome === 'saved') return;
      }
    },
  },
];

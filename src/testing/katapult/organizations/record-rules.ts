import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedManagedOrganizationStore } from './opened-store.ts';
import { expectRefused, expectStored, recordOf } from './records.ts';

/** Texts that a careless store takes for one another, or for something else. */
const ALIKE = [
  'ab',
  'AB',
  'ab ',
  ' ab',
  'a%',
  'a_',
  '1',
  '01',
  '1.0',
  '\u00e9',
  'e\u0301',
  "o'b",
  '__proto__',
];

/** What a store must do for one writer. */
export const RECORD_RULES: readonly StoreRule<OpenedManagedOrganizationStore>[] = [
  {
    name: 'a client that nobody saved has no record',
    check: async ({ store }) => {
      await expectStored(store, 'nobody', undefined, 'a client of an empty store');
      await store.save(recordOf('client-1'), 0);
      await expectStored(store, 'nobody', undefined, 'another client');
    },
  },
  {
    name: 'a record comes back whole, and the next version replaces it',
    check: async ({ store }) => {
      const versions = [
        recordOf('client-1'),
        recordOf('client-1', {
          claim: { subDomain: 'ffffffff', storedAt: '2026-01-05T09:00:01Z' },
          version: 2,
        }),
        recordOf('client-1', { organizationId: 'org_1', version: 3 }),
        recordOf('client-1', { organizationId: 'org_1', claim: null, version: 4 }),
        recordOf('client-1', { organizationId: 'org_2', claim: null, version: 5 }),
      ];
      for (const record of versions) {
        await store.save(record, record.version - 1);
        await expectStored(store, 'client-1', record, `version ${record.version}`);
      }
    },
  },
  {
    name: 'a save that expects another version is refused, and nothing is written',
    check: async ({ store }) => {
      await expectRefused(
        store.save(recordOf('client-1', { version: 2 }), 1),
        'VERSION_CONFLICT',
        'an update of nothing',
      );
      await expectStored(store, 'client-1', undefined, 'the client after it');
      const second = recordOf('client-1', { organizationId: 'org_1', version: 2 });
      await store.save(recordOf('client-1'), 0);
      await store.save(second, 1);
      for (const expected of [0, 1, 3]) {
        const late = recordOf('client-1', { organizationId: 'org_late', version: expected + 1 });
        await expectRefused(
          store.save(late, expected),
          'VERSION_CONFLICT',
          `a save over version ${expected}`,
        );
      }
      await expectStored(store, 'client-1', second, 'the record after them');
    },
  },
  {
    name: 'an organization belongs to one client: a second is refused, and nothing is written',
    check: async ({ store }) => {
      const taken = { organizationId: 'org_1' };
      const first = recordOf('client-1', taken);
      const second = recordOf('client-2');
      await store.save(first, 0);
      await store.save(second, 0);
      await expectRefused(
        store.save(recordOf('client-2', { ...taken, version: 2 }), 1),
        'DUPLICATE_KEY',
        'an update',
      );
      await expectRefused(store.save(recordOf('client-3', taken), 0), 'DUPLICATE_KEY', 'a first record');
      await expectStored(store, 'client-1', first, 'the client that has it');
      await expectStored(store, 'client-2', second, 'the client that was updated');
      await expectStored(store, 'client-3', undefined, 'the client that was new');
    },
  },
  {
    name: 'any number of clients have no organization, and texts that look alike are different',
    check: async ({ store }) => {
      for (const [index, id] of ALIKE.entries()) {
        const organizationId = index % 2 === 0 ? null : `org_${id}`;
        await store.save(recordOf(id, { organizationId }), 0);
      }
      for (const id of ALIKE) {
        const record = recordOf(id, { organizationId: `org_${id}`, version: 2 });
        await store.save(record, 1);
      }
      for (const id of ALIKE) {
        const record = recordOf(id, { organizationId: `org_${id}`, version: 2 });
        await expectStored(store, id, record, `the client ${JSON.stringify(id)}`);
      }
    },
  },
];

import { AWKWARD_IDS } from '../invoice-policy/rows.ts';
import { expectSame, rejectionOf } from './same.ts';
import type { StoreRule } from './store-cases.ts';

/** A record of which each service has one. */
interface ServiceRecord {
  readonly serviceKey: string;
  readonly attempts: number;
  readonly version: number;
}

/** What the repositories of such records have in common. */
interface ServiceRepository<Row extends ServiceRecord> {
  load(serviceKey: string): Promise<Row | null>;
  save(record: Row, expectedVersion: number): Promise<void>;
}

/** Samples of version 1, all of one service. */
interface SampleRecords<Row extends ServiceRecord> {
  /** Every member is set to something that is easily lost. */
  readonly full: Row;
  /** Every member that may be null is null. */
  readonly bare: Row;
  /** As `full`, without what one service alone may have. */
  readonly free: Row;
}

/** Whether a save of a new record went through, or the code of what it met. */
export async function tried<Row extends ServiceRecord>(
  repository: ServiceRepository<Row>,
  record: Row,
): Promise<unknown> {
  return repository.save(record, 0).then(() => 'saved', codeOf);
}

/** The code of the error that a save meets. */
export async function codeOfSave<Row extends ServiceRecord>(
  repository: ServiceRepository<Row>,
  record: Row,
  version: number,
): Promise<unknown> {
  const what = `a save of ${record.serviceKey} over version ${version}`;
  return codeOf(await rejectionOf(repository.save(record, version), what));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : String(error);
}

/** The rules of every repository that keeps one record per service. */
export function serviceRecordRules<Row extends ServiceRecord>({
  full,
  bare,
  free,
}: SampleRecords<Row>): readonly StoreRule<{ readonly repository: ServiceRepository<Row> }>[] {
  const { serviceKey } = full;
  return [
    {
      name: 'a service that nobody saved has no record',
      check: async ({ repository }) => {
        await repository.save(full, 0);
        expectSame(await repository.load('service-2'), null, 'the record');
      },
    },
    {
      name: 'a record is kept with every member, and without those that are null',
      check: async ({ repository }) => {
        await repository.save(full, 0);
        expectSame(await repository.load(serviceKey), full, 'the full record');
        const second = { ...bare, version: 2 };
        await repository.save(second, 1);
        expectSame(await repository.load(serviceKey), second, 'the bare record');
      },
    },
    {
      name: 'services are told apart by every character of their keys',
      check: async ({ repository }) => {
        for (const key of AWKWARD_IDS) await repository.save({ ...free, serviceKey: key }, 0);
        for (const key of AWKWARD_IDS) {
          const loaded = await repository.load(key);
          expectSame(loaded?.serviceKey, key, `the record of ${JSON.stringify(key)}`);
        }
      },
    },
    {
      name: 'a record that another saved is not overwritten',
      check: async ({ repository }) => {
        await repository.save(full, 0);
        const second = { ...full, attempts: 13, version: 2 };
        await repository.save(second, 1);
        for (const version of [0, 1, 3]) {
          const code = await codeOfSave(repository, { ...bare, version: version + 1 }, version);
          expectSame(code, 'VERSION_CONFLICT', `over version ${version}`);
        }
        expectSame(await repository.load(serviceKey), second, 'the record');
        const stray = { ...free, serviceKey: 'service-2', version: 2 };
        const code = await codeOfSave(repository, stray, 1);
        expectSame(code, 'VERSION_CONFLICT', 'of a service without a record');
        expectSame(await repository.load('service-2'), null, 'the stray record');
      },
    },
  ];
}

import type { LicenseRecord, LicenseRepository } from '../../jetpack/licenses/index.ts';
import { AWKWARD_IDS, rivals } from '../invoice-policy/rows.ts';
import { expectSame, expectTrue, rejectionOf } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { OpenedLicenseRepository } from './opened-store.ts';

/** A record with every member set to something that is easily lost. */
const FULL: LicenseRecord = {
  serviceKey: 'service-1',
  product: 'jetpack-scan',
  status: 'issued',
  attempts: 12,
  requestedAt: '2024-02-29T23:59:59.999Z',
  licenseKey: 'jetpack-scan_AbCdEfGhIjKlMnOpQrStUvWxY',
  busyUntil: '2024-02-29T12:05:00.002Z',
  failure: { code: 'not_issued', message: 'It "failed" \u2026', at: '2024-02-28T00:00:00.003Z' },
  version: 1,
};

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : String(error);
}

async function codeOfSave(repository: LicenseRepository, record: LicenseRecord, version: number) {
  const what = `a save of ${record.serviceKey} over version ${version}`;
  return codeOf(await rejectionOf(repository.save(record, version), what));
}

/** Whether a save went through, was overtaken, or met the license of another. */
async function tried(repository: LicenseRepository, record: LicenseRecord): Promise<unknown> {
  return repository.save(record, 0).then(() => 'saved', codeOf);
}

const keep: readonly StoreRule<OpenedLicenseRepository>[] = [
  {
    name: 'a service that nobody saved has no record',
    check: async ({ repository }) => {
      await repository.save(FULL, 0);
      expectSame(await repository.load('service-2'), null, 'the record');
    },
  },
  {
    name: 'a record is kept with every member, and without those that are null',
    check: async ({ repository }) => {
      await repository.save(FULL, 0);
      expectSame(await repository.load('service-1'), FULL, 'the full record');
      const bare: LicenseRecord = {
        ...{ ...FULL, status: 'issuing', licenseKey: null, busyUntil: null, failure: null, version: 2 },
      };
      await repository.save(bare, 1);
      expectSame(await repository.load('service-1'), bare, 'the bare record');
    },
  },
  {
    name: 'services are told apart by every character of their keys',
    check: async ({ repository }) => {
      for (const serviceKey of AWKWARD_IDS) {
        await repository.save({ ...FULL, serviceKey, licenseKey: null }, 0);
      }
      for (const serviceKey of AWKWARD_IDS) {
        const loaded = await repository.load(serviceKey);
        expectSame(loaded?.serviceKey, serviceKey, `the record of ${JSON.stringify(serviceKey)}`);
      }
    },
  },
  {
    name: 'a record that another saved is not overwritten',
    check: async ({ repository }) => {
      await repository.save(FULL, 0);
      const second = { ...FULL, attempts: 13, version: 2 };
      await repository.save(second, 1);
      for (const version of [0, 1, 3]) {
        const late = { ...FULL, version: version + 1 };
        expectSame(
          await codeOfSave(repository, late, version),
          'VERSION_CONFLICT',
          `over version ${version}`,
        );
      }
      expectSame(await repository.load('service-1'), second, 'the record');
      const stray = { ...FULL, serviceKey: 'service-2', licenseKey: null, version: 2 };
      expectSame(await codeOfSave(repository, stray, 1), 'VERSION_CONFLICT', 'of a service without a record');
      expectSame(await repository.load('service-2'), null, 'the stray record');
    },
  },
  {
    name: 'records are open while they are issuing, unsettled or revoking',
    check: async ({ repository }) => {
      const statuses = ['issuing', 'unsettled', 'issued', 'refused', 'revoking', 'revoked'] as const;
      for (const status of statuses) {
        await repository.save({ ...FULL, serviceKey: status, status, licenseKey: null }, 0);
      }
      const open = async () => (await repository.listOpen()).map(({ serviceKey }) => serviceKey).sort();
      expectSame(await open(), ['issuing', 'revoking', 'unsettled'], 'what is open');
      const ended = {
        ...FULL,
        serviceKey: 'revoking',
        status: 'revoked',
        licenseKey: null,
        version: 2,
      } as const;
      await repository.save(ended, 1);
      expectSame(await open(), ['issuing', 'unsettled'], 'what is open afterwards');
      const [record] = await repository.listOpen();
      expectSame(record, await repository.load(record?.serviceKey ?? ''), 'a record that is open');
    },
  },
];

const licenses: readonly StoreRule<OpenedLicenseRepository>[] = [
  {
    name: 'a record is found by its license',
    check: async ({ repository }) => {
      await repository.save(FULL, 0);
      await repository.save({ ...FULL, serviceKey: 'service-2', licenseKey: null }, 0);
      const find = (key: string) => repository.findByLicenseKey(key);
      expectSame(await find(FULL.licenseKey ?? ''), FULL, 'the record');
      expectSame(await find((FULL.licenseKey ?? '').toLowerCase()), null, 'the record of another case');
      await repository.save({ ...FULL, licenseKey: 'jetpack-scan_2', version: 2 }, 1);
      expectSame(await find(FULL.licenseKey ?? ''), null, 'the record of a former license');
      expectSame((await find('jetpack-scan_2'))?.version, 2, 'the version by the new license');
    },
  },
  {
    name: 'a license is that of one service, and any number of services has none',
    check: async ({ repository }) => {
      await repository.save(FULL, 0);
      const other = { ...FULL, serviceKey: 'service-2' };
      expectSame(await codeOfSave(repository, other, 0), 'DUPLICATE_KEY', 'of a new record');
      expectSame(await repository.load('service-2'), null, 'the refused record');
      for (const serviceKey of ['service-2', 'service-3']) {
        await repository.save({ ...FULL, serviceKey, licenseKey: null }, 0);
      }
      const late = { ...other, version: 2 };
      expectSame(await codeOfSave(repository, late, 1), 'DUPLICATE_KEY', 'of a record that was there');
      await repository.save({ ...FULL, attempts: 13, version: 2 }, 1);
      expectSame((await repository.load('service-1'))?.licenseKey, FULL.licenseKey, 'the license');
    },
  },
];

const races: readonly StoreRule<OpenedLicenseRepository>[] = [
  {
    name: 'of rivals who save one record at once, one does',
    check: async ({ repository, connect }) => {
      const results = await rivals(repository, connect, (port, number) =>
        tried(port, { ...FULL, attempts: number, licenseKey: null }),
      );
      expectSame(results.filter((result) => result === 'saved').length, 1, 'the number of winners');
      expectTrue(
        results.every((result) => result === 'saved' || result === 'VERSION_CONFLICT'),
        `rivals met ${[...new Set(results)].join(', ')}`,
      );
      const winner = await repository.load('service-1');
      expectSame(winner?.attempts, results.indexOf('saved'), 'the record of the winner');
    },
  },
  {
    name: 'of rivals who take one license at once, one does',
    check: async ({ repository, connect }) => {
      const results = await rivals(repository, connect, (port, number) =>
        tried(port, { ...FULL, serviceKey: `rival ${number}` }),
      );
      expectSame(results.filter((result) => result === 'saved').length, 1, 'the number of winners');
      expectTrue(
        results.every((result) => result === 'saved' || result === 'DUPLICATE_KEY'),
        `rivals met ${[...new Set(results)].join(', ')}`,
      );
    },
  },
];

export const rowRules: readonly StoreRule<OpenedLicenseRepository>[] = [...keep, ...licenses, ...races];

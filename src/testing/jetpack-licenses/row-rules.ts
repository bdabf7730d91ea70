import type { LicenseRecord } from '../../jetpack/licenses/index.ts';
import { rivals } from '../invoice-policy/rows.ts';
import { expectSame, expectTrue } from '../kit/same.ts';
import { codeOfSave, serviceRecordRules, tried } from '../kit/service-records.ts';
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

/** A record with every member that may be null set to it. */
const BARE: LicenseRecord = {
  ...FULL,
  status: 'issuing',
  licenseKey: null,
  busyUntil: null,
  failure: null,
};

const keep = serviceRecordRules({ full: FULL, bare: BARE, free: { ...FULL, licenseKey: null } });

const listed: readonly StoreRule<OpenedLicenseRepository>[] = [
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

export const rowRules: readonly StoreRule<OpenedLicenseRepository>[] = [
  ...keep,
  ...listed,
  ...licenses,
  ...races,
];

import type { PlanRecord } from '../../jetpack/plans/index.ts';
import { AWKWARD_IDS, rivals } from '../invoice-policy/rows.ts';
import { expectSame, expectTrue } from '../kit/same.ts';
import { codeOfSave, serviceRecordRules, tried } from '../kit/service-records.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { OpenedPlanRepository } from './opened-store.ts';

/** A record with every member set to something that is easily lost. */
const FULL: PlanRecord = {
  serviceKey: 'service-1',
  partnerKey: 'live \u00df',
  siteUrl: 'https://shop.example.com/Demo',
  localUser: 'admin@example.com',
  plan: 'jetpack-scan',
  forceRegister: false,
  status: 'awaiting_connection',
  claim: 'shop.example.com::Demo',
  attempts: 12,
  nextUrl: 'https://wordpress.com/jetpack/connect?secret=a%2Bb&x=\u4e2d\ud83d\ude00',
  siteLink: 'https://shop.example.com/wp-admin/',
  pendingUntil: '2024-02-29T23:59:59.999Z',
  checks: 3,
  nextCheckAt: '2024-02-29T12:00:00.001Z',
  busyUntil: '2024-02-29T12:05:00.002Z',
  failure: { code: 'site_inaccessible', message: 'It "failed" \u2026', at: '2024-02-28T00:00:00.003Z' },
  settled: { as: 'provisioned', at: '2024-02-27T23:59:59.004Z' },
  version: 1,
};

/** A record with every member that may be null set to it. */
const BARE: PlanRecord = {
  ...{ ...FULL, status: 'refused', claim: null, nextUrl: null, siteLink: null },
  ...{ pendingUntil: null, nextCheckAt: null, busyUntil: null, failure: null, settled: null },
};

const keep = serviceRecordRules({ full: FULL, bare: BARE, free: { ...FULL, claim: null } });

const claims: readonly StoreRule<OpenedPlanRepository>[] = [
  {
    name: 'a claim is held by one service, whichever saves it and when',
    check: async ({ repository }) => {
      await repository.save(FULL, 0);
      const other = { ...FULL, serviceKey: 'service-2' };
      expectSame(await codeOfSave(repository, other, 0), 'DUPLICATE_KEY', 'of a new record');
      expectSame(await repository.load('service-2'), null, 'the refused record');
      await repository.save({ ...other, claim: null }, 0);
      const late = { ...other, version: 2 };
      expectSame(await codeOfSave(repository, late, 1), 'DUPLICATE_KEY', 'of a record that was there');
      expectSame(await repository.load('service-2'), { ...other, claim: null }, 'the record as it was');
      await repository.save({ ...FULL, version: 2 }, 1);
    },
  },
  {
    name: 'a claim that was given up, or changed, is free',
    check: async ({ repository }) => {
      await repository.save(FULL, 0);
      await repository.save({ ...FULL, claim: null, version: 2 }, 1);
      await repository.save({ ...FULL, serviceKey: 'service-2' }, 0);
      await repository.save({ ...FULL, serviceKey: 'service-2', claim: 'b.example.com', version: 2 }, 1);
      await repository.save({ ...FULL, version: 3 }, 2);
      expectSame((await repository.load('service-1'))?.claim, FULL.claim, 'the claim');
    },
  },
  {
    name: 'claims are told apart by every character, and any number of services has none',
    check: async ({ repository }) => {
      const texts = [...AWKWARD_IDS, 'shop.example.com::demo', 'shop.example.com::Demo'];
      for (const [index, claim] of texts.entries()) {
        await repository.save({ ...FULL, serviceKey: `claim ${index}`, claim }, 0);
        await repository.save({ ...FULL, serviceKey: `none ${index}`, claim: null }, 0);
      }
      for (const [index, claim] of texts.entries()) {
        expectSame((await repository.load(`claim ${index}`))?.claim, claim, 'the claim');
      }
    },
  },
];

const times: readonly StoreRule<OpenedPlanRepository>[] = [
  {
    name: 'records are due at their time, the earliest first, as many as are asked for',
    check: async ({ repository }) => {
      const at = (milli: number) => `2024-02-29T12:00:00.00${milli}Z`;
      const dates = [3, 1, 4, 2].map(at);
      for (const [index, nextCheckAt] of [...dates, null].entries()) {
        await repository.save({ ...FULL, serviceKey: `s${index}`, claim: null, nextCheckAt }, 0);
      }
      const due = async (now: string, limit: number) =>
        (await repository.due(now, limit)).map(({ serviceKey }) => serviceKey);
      expectSame(await due(at(3), 10), ['s1', 's3', 's0'], 'what is due');
      expectSame(await due(at(9), 2), ['s1', 's3'], 'the first two');
      expectSame(await due(at(0), 10), [], 'what is due before');
      const [first] = await repository.due(at(1), 1);
      expectSame(first, await repository.load('s1'), 'a record that is due');
    },
  },
];

const races: readonly StoreRule<OpenedPlanRepository>[] = [
  {
    name: 'of rivals who save one record at once, one does',
    check: async ({ repository, connect }) => {
      const results = await rivals(repository, connect, (port, number) =>
        tried(port, { ...FULL, checks: number }),
      );
      expectSame(results.filter((result) => result === 'saved').length, 1, 'the number of winners');
      expectTrue(
        results.every((result) => result === 'saved' || result === 'VERSION_CONFLICT'),
        `rivals met ${[...new Set(results)].join(', ')}`,
      );
      const winner = await repository.load('service-1');
      expectSame(winner?.checks, results.indexOf('saved'), 'the record of the winner');
    },
  },
  {
    name: 'of rivals who claim one site at once for services of their own, one does',
    check: async ({ repository, connect }) => {
      const results = await rivals(repository, connect, (port, number) =>
        tried(port, { ...FULL, serviceKey: `rival ${number}` }),
      );
      expectSame(results.filter((result) => result === 'saved').length, 1, 'the number of winners');
      expectTrue(
        results.every((result) => result === 'saved' || result === 'DUPLICATE_KEY'),
        `rivals met ${[...new Set(results)].join(', ')}`,
      );
      const records = await Promise.all(results.map((_, number) => repository.load(`rival ${number}`)));
      expectSame(records.filter((record) => record !== null).length, 1, 'the records');
    },
  },
];

export const rowRules: readonly StoreRule<OpenedPlanRepository>[] = [...keep, ...claims, ...times, ...races];

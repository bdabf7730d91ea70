import { describe, expect, expectTypeOf, test } from 'vitest';
import { SEVT } from '../../../src/comet/admin/constants/index.ts';
import type {
  BackupJobDetail,
  DeviceConfig,
  UserProfileConfig,
} from '../../../src/comet/admin/types/index.ts';
import { isHello, type KnownEvent, narrowEvent } from '../../../src/comet/events/index.ts';
import type { Issue } from '../../../src/index.ts';
import { fakeJob, fakePolicy, fakeProfile } from '../../../src/testing/index.ts';

describe('narrowEvent', () => {
  test.each([
    ['a job', SEVT.SEVT_JOB_COMPLETED, fakeJob({ GUID: 'job-1' })],
    ['a profile', SEVT.SEVT_ACCOUNT_UPDATED, fakeProfile({ Username: 'acme' })],
    ['a policy', SEVT.SEVT_POLICY_NEW, fakePolicy({})],
    ['a profile of a newer server', SEVT.SEVT_ACCOUNT_NEW, { ...fakeProfile(), Novelty: { a: [1] } }],
    ['nothing', SEVT.SEVT_JOB_NEW, undefined],
  ])('gives back the event itself with %s', (_name, Type, Data) => {
    const event = Data === undefined ? { Type } : { Type, Data };
    expect(narrowEvent(event)).toBe(event);
  });

  test.each([
    ['text', 'gone'],
    ['a list', []],
    ['an object of another kind', { Status: 'done' }],
    ['null', null],
    ['a member of another type', { ...fakeJob({}), TotalSize: 'many' }],
  ])('leaves out data that are %s, and throws nothing', (_name, Data) => {
    const issues: Issue[] = [];
    const event = { Type: SEVT.SEVT_JOB_COMPLETED, ResourceID: 'job-1', Data, Novelty: 7 };
    const narrowed = narrowEvent(event, (found) => issues.push(...found));
    expect(narrowed).toEqual({ ...event, Data: undefined });
    expect(event.Data).toBe(Data);
    expect(issues.length > 0).toBe(Data !== null);
  });

  test.each([
    SEVT.SEVT_META_HELLO,
    SEVT.SEVT_ACCOUNT_NEW,
    SEVT.SEVT_ACCOUNT_UPDATED,
    SEVT.SEVT_JOB_NEW,
    SEVT.SEVT_JOB_COMPLETED,
    SEVT.SEVT_SERVER_UPDATED,
    SEVT.SEVT_TENANT_NEW,
    SEVT.SEVT_TENANT_UPDATED,
    SEVT.SEVT_POLICY_NEW,
    SEVT.SEVT_POLICY_UPDATED,
    SEVT.SEVT_DEVICE_NEW,
  ])('checks the data of type %d', (Type) => {
    expect(narrowEvent({ Type, Data: 'gone' })).toEqual({ Type, Data: undefined });
  });

  test.each([
    ['without documented data', SEVT.SEVT_ACCOUNT_REMOVED],
    ['unheard of', 9999],
  ])('knows nothing of types %s', (_name, Type) => {
    expect(narrowEvent({ Type, Data: fakeJob({}) })).toBeUndefined();
  });

  test('does not fall for names that objects have by nature', () => {
    const event = {
      Type: SEVT.SEVT_JOB_COMPLETED,
      Data: JSON.parse('{"__proto__":{"Status":7000},"constructor":1}'),
    };
    expect(narrowEvent(event)?.Data).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'Status')).toBe(false);
  });

  test('types the data by the type of the event', () => {
    const event = narrowEvent({ Type: 4201 });
    if (event?.Type === SEVT.SEVT_JOB_COMPLETED) {
      expectTypeOf(event.Data).toEqualTypeOf<BackupJobDetail | undefined>();
    } else if (event?.Type === SEVT.SEVT_ACCOUNT_NEW) {
      expectTypeOf(event.Data).toEqualTypeOf<UserProfileConfig | undefined>();
    }
    expectTypeOf<KnownEvent['ResourceID']>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<KnownEvent<4700>['Data']>().toEqualTypeOf<DeviceConfig | undefined>();
  });

  test('HELLO is told by its type alone', () => {
    expect([isHello({ Type: 4000 }), isHello({ Type: 4201 })]).toEqual([true, false]);
  });
});

import type { BackupJobDetail } from 'reseller-sdk/comet/admin';
import { FakeClock, FakeCometServer, fakeJob, fakeProfile, type Seed } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { ADMIN, acme, admin, OK, post } from './call.ts';

function job(
  GUID: string,
  StartTime: number,
  EndTime: number,
  more: Seed<BackupJobDetail> = {},
): BackupJobDetail {
  return fakeJob({ GUID, StartTime, EndTime, ...more });
}

const jobs = [job('early', 100, 200), job('long', 150, 900), job('running', 450, 0), job('late', 500, 600)];

async function ids(
  fake: FakeCometServer,
  call: string,
  form: Record<string, string> = {},
): Promise<string[]> {
  const found = await admin(fake, call, form);
  if (!Array.isArray(found)) throw new Error(`no list: ${JSON.stringify(found)}`);
  return found.map((one: { GUID: string }) => one.GUID);
}

describe('lists of jobs', () => {
  const range = (Start: number, End: number) => ({ Start: String(Start), End: String(End) });
  const call = 'get-jobs-for-date-range';

  test('a range has what started or ended in it, not what spans it', async () => {
    const fake = new FakeCometServer({ jobs });
    expect(await ids(fake, call, range(160, 550))).toEqual(['early', 'running', 'late']);
    expect(await ids(fake, call, range(850, 1000))).toEqual(['long']);
    expect(await admin(fake, call, range(210, 400))).toBeNull();
  });

  test('reversed bounds are swapped; two zeros mean unfinished jobs', async () => {
    const fake = new FakeCometServer({ jobs });
    expect(await ids(fake, call, range(550, 160))).toEqual(['early', 'running', 'late']);
    expect(await ids(fake, call, range(0, 0))).toEqual(['running']);
    const old = new FakeCometServer({ jobs, serverVersion: '22.5.9' });
    expect(await ids(old, call, range(850, 1000))).toEqual(['long', 'running']);
  });

  test('by user: null for one without jobs, refused for nobody', async () => {
    const users = [acme, fakeProfile({ Username: 'idle' })];
    const fake = new FakeCometServer({ users, jobs });
    expect(await ids(fake, 'get-jobs-for-user', { TargetUser: 'acme' })).toHaveLength(4);
    expect(await admin(fake, 'get-jobs-for-user', { TargetUser: 'idle' })).toBeNull();
    expect(await admin(fake, 'get-jobs-for-user', { TargetUser: 'nobody' })).toMatchObject({ Status: 400 });
  });

  test('all of them, and the recent and unfinished ones', async () => {
    const fake = new FakeCometServer({ jobs, clock: new FakeClock('1970-01-02T00:11:40Z') });
    expect(await ids(fake, 'get-jobs-all')).toHaveLength(4);
    expect(await ids(fake, 'get-jobs-recent')).toEqual(['long', 'running']);
  });

  test('a user sees his own jobs alone', async () => {
    const users = [fakeProfile({ Username: 'other' })];
    const passwords = { other: 'other-password' };
    const own = job('own', 1, 2, { Username: 'other' });
    const fake = new FakeCometServer({ users, passwords, jobs: [...jobs, own] });
    const form = { Username: 'other', AuthType: 'Password', Password: 'other-password' };
    expect(await (await post(fake, '/api/v1/user/web/get-jobs', form)).json()).toEqual([own]);
    const log = '/api/v1/user/web/get-job-log';
    expect(await (await post(fake, log, { ...form, JobID: 'late' })).json()).toMatchObject({ Status: 400 });
  });
});

describe('a search', () => {
  const rule = (RuleField: string, RuleOperator: string, RuleValue: string) => ({
    ClauseType: '',
    RuleField: `BackupJobDetail.${RuleField}`,
    RuleOperator,
    RuleValue,
  });
  const find = (query: unknown) =>
    admin(new FakeCometServer({ jobs }), 'get-jobs-for-custom-search', { Query: JSON.stringify(query) });

  test.each([
    [rule('GUID', 'str_eq', 'late'), ['late']],
    [rule('GUID', 'str_neq_ci', 'LATE'), ['early', 'long', 'running']],
    [rule('GUID', 'str_contains', 'l'), ['early', 'long', 'late']],
    [rule('GUID', 'str_nstartswith', 'l'), ['early', 'running']],
    [rule('GUID', 'str_regexmatch', '^.a'), ['early', 'late']],
    [rule('StartTime', 'int_gte', '450'), ['running', 'late']],
    [rule('EndTime', 'int_lt', '200'), ['running']],
    [rule('TotalVmCount', 'int_eq', '0'), ['early', 'long', 'running', 'late']],
  ])('by %o', async (query, wanted) => {
    expect(((await find(query)) as BackupJobDetail[]).map(({ GUID }) => GUID)).toEqual(wanted);
  });

  test.each([
    ['and', ['late']],
    ['or', ['running', 'late', 'early']],
    ['not_and', ['early', 'long', 'running']],
    ['not_or', ['long']],
  ])('groups rules by %s', async (ClauseType, wanted) => {
    const ClauseChildren = [rule('StartTime', 'int_gt', '400'), rule('EndTime', 'int_gt', '0')];
    if (ClauseType !== 'and' && ClauseType !== 'not_and') ClauseChildren[1] = rule('GUID', 'str_eq', 'early');
    const found = (await find({ ClauseType, ClauseChildren })) as BackupJobDetail[];
    expect(found.map(({ GUID }) => GUID).sort()).toEqual([...wanted].sort());
  });

  test('counts the same jobs, and refuses what it does not know', async () => {
    const fake = new FakeCometServer({ jobs });
    const Query = JSON.stringify(rule('EndTime', 'int_gt', '0'));
    expect(await admin(fake, 'count-jobs-for-custom-search', { Query })).toEqual({ Count: 3 });
    for (const bad of [
      rule('GUID', 'like', 'x'),
      rule('EndTime', 'int_gt', 'x'),
      rule('GUID', 'str_regexmatch', '('),
      { ClauseType: 'xor' },
    ]) {
      expect(await find(bad)).toMatchObject({ Status: 400 });
    }
  });
});

describe('one job', () => {
  test('its properties are bare, with a Status that is no error', async () => {
    const fake = new FakeCometServer({ jobs });
    expect(await admin(fake, 'get-job-properties', { JobID: 'late' })).toEqual(jobs[3]);
    expect(await admin(fake, 'get-job-properties', { JobID: 'x' })).toEqual({
      Status: 400,
      Message: 'Job not found',
    });
  });

  test('its log is text as stored; a failure is a message in place of the text', async () => {
    const log = 'line one\r\nline two\n{"Status":403,"Message":"quoted"}';
    const fake = new FakeCometServer({ jobs: [job('late', 1, 2)], jobLogs: { late: log } });
    const path = '/api/v1/admin/get-job-log';
    const answer = await post(fake, path, { ...ADMIN, JobID: 'late' });
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['text/plain', log]);
    const failed = await post(fake, path, { ...ADMIN, JobID: 'x' });
    expect([failed.status, await failed.json()]).toEqual([200, { Status: 400, Message: 'Job not found' }]);
  });

  test('the server says its version, its start and its devices', async () => {
    const users = [fakeProfile({ Devices: { a: {}, b: {} } })];
    const fake = new FakeCometServer({ users, serverVersion: '24.12.2' });
    expect(await admin(fake, 'meta/version')).toMatchObject({ Version: '24.12.2', ConfiguredDevices: 2 });
    expect(await admin(fake, 'account/properties')).toMatchObject({ Security: { AllowPasswordLogin: true } });
    expect(await admin(fake, 'delete-user', { TargetUser: 'acme' })).toEqual(OK);
  });
});

import { describe, expect, test } from 'vitest';
import { CometConnection } from '../../../src/comet/admin/index.ts';
import { CometAccounts } from '../../../src/comet/provisioning/index.ts';
import { DEFAULT_ADMIN, FakeCometServer } from '../../../src/testing/index.ts';
import { ACCOUNT, setUp, USER } from './harness.ts';

const READ = 'AdminGetUserProfileAndHash';
const START = 'AdminAccountSessionStartAsUser';

describe('a login to the web interface', () => {
  test('of the administrator starts a session of its own', async () => {
    const { fake, accounts, calls } = setUp();
    const ticket = await accounts.adminSso();
    expect(calls()).toEqual(['AdminAccountSessionStart']);
    expect(ticket).toEqual({
      openUrl: 'https://backup.example.com/',
      expectOrigin: 'https://backup.example.com',
      waitFor: 'app_loaded',
      message: { msg: 'session_login', username: 'admin', sessionkey: expect.stringMatching(/./) },
    });
    expect(fake.openSessions).toBe(1);
  });

  test('of a user starts one of the user', async () => {
    const { accounts, calls } = setUp({ users: [USER] });
    const { message } = await accounts.userSso(ACCOUNT);
    expect(calls()).toEqual([READ, START]);
    expect(message).toMatchObject({ msg: 'user_session_login', username: 'acme' });
  });

  test('keeps a sub-path in the page, and out of the origin; no key is in an address', async () => {
    const fake = new FakeCometServer({ basePath: '/comet', users: [USER] });
    const comet = new CometConnection({
      baseUrl: 'https://backup.example.com:8060/comet',
      auth: { type: 'session', ...DEFAULT_ADMIN },
      fetch: fake.fetch,
    });
    const { openUrl, expectOrigin, message } = await new CometAccounts({ comet }).userSso(ACCOUNT);
    expect(openUrl).toBe('https://backup.example.com:8060/comet/');
    expect(expectOrigin).toBe('https://backup.example.com:8060');
    expect(openUrl).not.toContain(message.sessionkey);
  });

  test.each([
    ['a suspended user', { IsSuspended: true }, 'SSO_NOT_ALLOWED'],
    ['a user whose policy closes the web', { Policy: { PreventOpenWebUI: true } }, 'SSO_NOT_ALLOWED'],
    ['another user of the name', { CreationGUID: 'guid-new' }, 'OWNERSHIP_MISMATCH'],
  ])('is not started for %s', async (_name, profile, code) => {
    const { fake, accounts, calls } = setUp({ users: [{ ...USER, ...profile }] });
    await expect(accounts.userSso(ACCOUNT)).rejects.toMatchObject({ code });
    expect(calls()).toEqual([READ]);
    expect(fake.openSessions).toBe(0);
  });

  test('is not started twice when the answer was lost', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    fake.inject({ on: START, fault: { kind: 'lost-answer' } });
    await expect(accounts.userSso(ACCOUNT)).rejects.toMatchObject({ code: 'TRANSPORT', step: 'session' });
    expect(calls()).toEqual([READ, START]);
  });
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runChecks } from '../../../examples/comet-account/demo/checks.ts';
import { openWorld, STRANGER, type World } from '../../../examples/comet-account/demo/world.ts';
import { LOGIN_SCRIPT } from '../../../examples/comet-account/login.ts';
import { runProgram } from '../../../examples/comet-account/program.ts';

const ORDER = ['order', '1042', 'starter', '--name', 'Acme Ltd', '--email', 'ada@acme.example'];
const NAME = 'ada@acme.example-1042';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function jsonOf(...args: readonly string[]) {
  const { code, said } = await world.run([...args, '--json']);
  return { code, value: JSON.parse(said) };
}

async function problems(): Promise<readonly string[]> {
  return (await runChecks(world)).flatMap((check) => check.problems);
}

function post(path: string, body = '', headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(new URL(path, world.publicUrl), { method: 'POST', body, headers });
}

describe('the program', () => {
  it('names every variable that is missing, and makes no file', async () => {
    const file = join(world.folder, 'other.sqlite');
    const log: string[] = [];
    const environment = { COMET_ACCOUNT_DB: file, COMET_PASSWORD: 'secret-password' };
    const code = await runProgram(['list'], {
      ...{ environment, print: () => undefined, log: (text) => void log.push(text) },
    });
    expect(code).toBe(2);
    for (const name of [
      'COMET_URL',
      'COMET_USERNAME',
      'COMET_ACCOUNT_SEALING_KEY',
      'COMET_ACCOUNT_STORAGE',
    ]) {
      expect(log.join()).toContain(name);
    }
    expect(log.join()).not.toMatch(/COMET_PASSWORD|secret-password/);
    expect(existsSync(file)).toBe(false);
  });

  it('refuses what it does not understand, and sends nothing', async () => {
    for (const args of [
      ['sell'],
      ['--colour'],
      ['order', '1042', 'starter'],
      ['order', '1042', 'platinum', ...ORDER.slice(3)],
      ['order', 'no key', 'starter', ...ORDER.slice(3)],
      [...ORDER, '--devices', '0'],
      [...ORDER, '--storage-gib', '-1'],
      ['suspend', '1042'],
      ['close'],
      ['show', '1042'],
      ['not-ours', '1042'],
      ['ours', '1042', 'guid-of-nobody'],
      ['work', '1042'],
      ['serve', '--port', 'x'],
    ]) {
      expect(await world.run(args), args.join(' ')).toMatchObject({ code: 2 });
    }
    expect(world.fake.requests).toEqual([]);
    expect(world.shop.services.list()).toEqual([]);
    expect(await world.run(['--help'])).toMatchObject({ code: 0 });
  });

  it('tells a server that cannot be worked with', async () => {
    world.fake.state.admins.clear();
    const { code, value } = await jsonOf('test');
    expect({ code, value }).toMatchObject({ code: 1, value: { refused: 'AUTH_FAILED' } });
  });

  it('sends nothing where everything is as it was asked for', async () => {
    for (const args of [ORDER, ['suspend', '1042']]) await world.run(args);
    world.fake.clearRequests();
    for (const args of [ORDER, ['suspend', '1042'], ['work']]) {
      expect(await world.run(args), args.join(' ')).toMatchObject({ code: 0 });
    }
    expect(world.fake.requests).toEqual([]);
    expect(await world.run(['work', '--all'])).toMatchObject({ code: 0 });
    const operations = world.fake.requests.map(({ operation }) => operation);
    expect(operations.filter((name) => /Set|Add|Delete|Reset|RequestStorageVault$/.test(name ?? ''))).toEqual(
      [],
    );
  });

  it('refuses an order under the key of another customer, and of a closed service', async () => {
    await world.run(ORDER);
    const other = ['order', '1042', 'starter', '--name', 'Bob', '--email', 'bob@birch.example'];
    expect(await world.run(other)).toMatchObject({ code: 2 });
    for (const state of ['suspend', 'close']) await world.run([state, '1042']);
    expect(await world.run(ORDER)).toMatchObject({ code: 2, said: expect.stringContaining('closed') });
    expect([...world.fake.state.users.keys()]).toEqual([STRANGER]);
  });

  it('closes an order that nothing was sent for, and asks nobody', async () => {
    world.fake.inject({ times: Number.POSITIVE_INFINITY, fault: { kind: 'html', status: 400 } });
    expect(await world.run(ORDER)).toMatchObject({ code: 1 });
    world.fake.clearFaults();
    world.fake.clearRequests();
    world.shop.services.wantState('1042', 'suspended');
    expect(await world.run(['close', '1042'])).toMatchObject({ code: 0 });
    expect(world.fake.requests).toEqual([]);
  });

  it('closes an account that was deleted by hand', async () => {
    for (const args of [ORDER, ['suspend', '1042']]) await world.run(args);
    world.fake.state.users.delete(NAME);
    expect(await world.run(['close', '1042'])).toMatchObject({ code: 0 });
  });

  it('touches no account that took the name of one of ours', async () => {
    await world.run(ORDER);
    const { profile } = world.fake.state.users.get(NAME) ?? { profile: world.fake.profile(STRANGER) };
    const theirs = { ...structuredClone(profile), CreationGUID: 'another-guid', Devices: {} };
    world.fake.state.users.set(NAME, { profile: theirs, password: 'their password', revision: 1 });
    const before = world.fake.profileHash(NAME);
    for (const args of [
      ['suspend', '1042'],
      ['password', '1042'],
      ['change', '1042', 'business'],
    ]) {
      expect((await world.run(args)).code, args.join(' ')).not.toBe(0);
    }
    expect(await world.run(['show', '1042'])).toMatchObject({ code: 2 });
    expect(await world.run(['close', '1042'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('OWNERSHIP_MISMATCH'),
    });
    expect(world.fake.profileHash(NAME)).toBe(before);
    expect(world.fake.state.users.get(NAME)?.password).toBe('their password');
  });

  it('suspends also an account whose other wishes cannot be met', async () => {
    await world.run(ORDER);
    world.fake.profile(NAME).PasswordRecovery = '';
    expect(await world.run(['password', '1042'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('RECOVERY_CODE_MISSING'),
    });
    expect(await world.run(['suspend', '1042'])).toMatchObject({ code: 1 });
    expect(world.fake.profile(NAME).IsSuspended).toBe(true);
    expect(await world.run(['credentials', '1042'])).toMatchObject({ code: 1 });
  });

  it('suspends also an account that could not be finished, and finishes it later', async () => {
    const fault = { kind: 'enveloped-error', status: 400, message: 'No room' } as const;
    world.fake.inject({ on: 'AdminRequestStorageVault', times: 2, fault });
    expect(await world.run(ORDER)).toMatchObject({
      code: 1,
      said: expect.stringContaining('PARTIAL_PROVISION'),
    });
    expect(await world.run(['suspend', '1042'])).toMatchObject({ code: 1 });
    expect(world.fake.profile(NAME).IsSuspended).toBe(true);
    expect(await world.run(['resume', '1042'])).toMatchObject({ code: 0 });
    expect(await problems()).toEqual([]);
  });

  it('tells what it did also where its session could not be ended', async () => {
    world.fake.inject({ on: 'AdminAccountSessionRevoke', fault: { kind: 'network-error' } });
    expect(await world.run(ORDER)).toEqual({ code: 0, said: '1042 is active: starter' });
  });

  it('shows a password to nobody but who asks for it', async () => {
    await world.run(ORDER);
    const password = world.fake.state.users.get(NAME)?.password ?? '';
    expect((await jsonOf('credentials', '1042')).value).toEqual({ username: NAME, password });
    for (const command of ['show', 'list', 'work', 'change']) {
      const words =
        { list: [], work: ['--all'], show: ['1042'], change: ['1042', 'business'] }[command] ?? [];
      expect((await world.run([command, ...words, '--json'])).said).not.toContain(password);
    }
  });
});

describe('the checks of the demo', () => {
  it('see what they are there for', async () => {
    await world.run(ORDER);
    expect(await problems()).toEqual([]);
    const { fake, shop } = world;
    const user = fake.state.users.get(NAME);
    if (user === undefined) throw new Error('no account');
    const broken: Readonly<Record<string, () => () => void>> = {
      'a changed limit': () => {
        user.profile.MaximumDevices = 9;
        return () => (user.profile.MaximumDevices = 1);
      },
      'a suspension': () => {
        user.profile.IsSuspended = true;
        return () => (user.profile.IsSuspended = false);
      },
      'another password': () => {
        const { password } = user;
        user.password = 'lost password';
        return () => (user.password = password);
      },
      'a second account': () => {
        fake.state.users.set('second', { ...user });
        return () => fake.state.users.delete('second');
      },
      'a second vault': () => {
        const [bucket] = fake.state.buckets.values();
        if (bucket !== undefined) fake.state.buckets.set('second', bucket);
        return () => fake.state.buckets.delete('second');
      },
      'no account': () => {
        fake.state.users.delete(NAME);
        return () => fake.state.users.set(NAME, user);
      },
      'a touched stranger': () => {
        fake.profile(STRANGER).AccountName = 'ours';
        return () => (fake.profile(STRANGER).AccountName = '');
      },
      'a printed password': () => {
        world.said.push(`oops ${user.password}`);
        return () => world.said.pop();
      },
      'work that is left': () => {
        shop.services.wantLookAtAll();
        return () => {
          for (const service of shop.services.list()) shop.services.isDone(service);
        };
      },
    };
    for (const [what, breakIt] of Object.entries(broken)) {
      const repair = breakIt();
      expect(await problems(), what).not.toEqual([]);
      repair();
      expect(await problems(), `after ${what}`).toEqual([]);
    }
  });
});

describe('the webhook', () => {
  const event = { Type: 4102, ResourceID: NAME, OwnerOrganizationID: '', Timestamp: 1 };

  it('lets the next work look at an account once, whoever it is told how often', async () => {
    await world.run(ORDER);
    world.fake.profile(NAME).MaximumDevices = 7;
    const authorization = world.webhookSecret;
    const statuses = await Promise.all(
      [authorization, authorization, 'Bearer wrong'].map(
        async (secret) => (await post('/webhook', JSON.stringify(event), { authorization: secret })).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 401]);
    const { asked = 0, done = 0 } = world.shop.services.find('1042') ?? {};
    expect(asked - done).toBe(1);
    expect(await world.run(['work'])).toMatchObject({ code: 0 });
    expect(world.fake.profile(NAME).MaximumDevices).toBe(1);
  });

  it('finds out that an account is gone', async () => {
    await world.run(ORDER);
    world.fake.state.users.delete(NAME);
    const { webhookSecret: authorization } = world;
    await post('/webhook', JSON.stringify({ ...event, Type: 4101 }), { authorization });
    expect(await world.run(['work'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('ACCOUNT_GONE'),
    });
    expect(await jsonOf('list')).toMatchObject({ code: 1, value: [{ trouble: expect.any(String) }] });
  });

  it('refuses what is no event, too long, or came to the wrong place', async () => {
    const { webhookSecret: authorization } = world;
    expect((await post('/webhook', 'x', { authorization })).status).toBe(400);
    expect((await post('/webhook', 'x'.repeat(200_000), { authorization })).status).toBe(413);
    expect((await post('/elsewhere', JSON.stringify(event), { authorization })).status).toBe(404);
  });
});

describe('a login link', () => {
  async function linkOf(): Promise<string> {
    await world.run(ORDER);
    return (await jsonOf('login', '1042')).value.link;
  }

  it('gives a session once, for its own service, and none by being looked at', async () => {
    const link = await linkOf();
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect((await post(new URL(link).pathname.replace('1042', '1043'))).status).toBe(410);
    const ticket = await (await post(new URL(link).pathname)).json();
    expect(ticket).toMatchObject({ waitFor: 'app_loaded', message: { username: NAME } });
    expect((await post(new URL(link).pathname)).status).toBe(410);
    expect(await page.text()).not.toContain(ticket.message.sessionkey);
  });

  it('gives none to a suspended customer', async () => {
    const link = await linkOf();
    await world.run(['suspend', '1042']);
    const answer = await post(new URL(link).pathname);
    expect({ status: answer.status, body: await answer.json() }).toEqual({
      status: 403,
      body: { refused: 'SSO_NOT_ALLOWED' },
    });
  });

  it('hands the key to the window of the server alone', async () => {
    const link = await linkOf();
    const posted: unknown[] = [];
    const listeners = new Map<string, (event: object) => unknown>();
    const listen = (type: string, listener: (event: object) => unknown) => void listeners.set(type, listener);
    const child = {
      location: '',
      close: () => undefined,
      postMessage: (...all: unknown[]) => void posted.push(all),
    };
    const button = { disabled: false, addEventListener: listen };
    runInNewContext(LOGIN_SCRIPT, {
      document: { querySelector: () => button },
      window: { open: () => child, addEventListener: listen },
      location: { href: link },
      fetch,
    });
    await listeners.get('click')?.({ target: button });
    const { origin } = new URL(child.location);
    const tell = listeners.get('message');
    const data = { msg: 'app_loaded' };
    tell?.({ source: child, origin: 'https://elsewhere.example.com', data });
    tell?.({ source: {}, origin, data });
    tell?.({ source: child, origin, data: { msg: 'other' } });
    expect(posted).toEqual([]);
    tell?.({ source: child, origin, data });
    expect(posted).toEqual([
      [expect.objectContaining({ msg: 'user_session_login', username: NAME }), origin],
    ]);
  });
});

describe('the demo', () => {
  it('plays its story, and prints one document', { timeout: 120_000 }, async () => {
    const printed: string[] = [];
    const code = await runProgram(['--json'], {
      environment: {},
      print: (text) => void printed.push(text),
      log: (text) => void printed.push(text),
    });
    expect(printed).toHaveLength(1);
    const { ok, checks, story } = JSON.parse(printed[0] ?? '');
    expect({ code, ok, failed: checks.filter((check: { ok: boolean }) => !check.ok) }).toEqual({
      ...{ code: 0, ok: true, failed: [] },
    });
    expect(story.length).toBeGreaterThan(40);
  });
});

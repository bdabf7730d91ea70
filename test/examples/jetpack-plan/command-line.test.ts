import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../examples/jetpack-plan/demo/world.ts';
import { bare } from './bare-program.ts';
import { ORDER, SITE } from './life.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('the settings', () => {
  it('are refused with all that is wrong, none of their values, and no file is made', async () => {
    const file = join(world.folder, 'other.sqlite');
    const secret = 'canary-secret';
    const half = { JETPACK_PLAN_DB: file, JETPACK_CLIENT_SECRET: secret };
    const wrong = { ...half, JETPACK_KEY: secret, JETPACK_TIMEOUT_MS: '-1' };
    const { code, printed, log } = await bare(['list'], wrong);
    expect({ code, printed }).toEqual({ code: 2, printed: [] });
    for (const name of ['JETPACK_CLIENT_ID', 'JETPACK_KEY', 'JETPACK_TIMEOUT_MS'])
      expect(log).toContain(name);
    expect(log).not.toMatch(/canary|JETPACK_PLAN_DB/);
    expect((await bare(['list'])).log).toContain('JETPACK_PLAN_DB');
    expect(existsSync(file)).toBe(false);
  });

  it('may be those of licenses alone, and then no plan is asked for', async () => {
    const { log } = await bare(ORDER, {
      JETPACK_PLAN_DB: join(world.folder, 'licenses.sqlite'),
      JETPACK_LICENSING_TOKEN: 'token',
      JETPACK_URL: 'http://127.0.0.1:1',
    });
    expect(log).toContain('missing_credentials');
  });
});

describe('a command line', () => {
  it.each([
    ['sell'],
    ['license'],
    ['license', 'order', '2001'],
    ['--colour'],
    ['order', '1042', SITE, 'premium'],
    ['order', '1042', SITE, '--user', 'admin'],
    [...ORDER, 'more'],
    ['order', 'no key', SITE, 'premium', '--user', 'admin'],
    ['order', '1042', 'ftp://shop.example.com', 'premium', '--user', 'admin'],
    ['order', '1042', 'https://user:pass@shop.example.com', 'premium', '--user', 'admin'],
    ['order', '1042', '', 'premium', '--user', 'admin'],
    ['order', '1042', SITE, '__proto__ plan', '--user', 'admin'],
    ['order', '1042', SITE, 'premium', '--user', ' '],
    ['license', 'sell', '2001', 'Jetpack Scan'],
    ['license', 'sell', '../2001', 'jetpack-scan'],
    ['license', 'settle', '2001', 'none'],
    ['license', 'attach', '2001', SITE],
    ['license', 'key', '__proto__'],
    ['status', '1042'],
    ['link', '1042'],
    ['recheck', '1042'],
    ['cancel', '1042'],
    ['cancel'],
    ['settle', '1042', 'cancelled'],
    ['settle', '1042', 'kept'],
    ['tick', '1042'],
  ])('that makes no sense is refused, and nothing is sent or written: %s %s %s %s', async (...args) => {
    expect(await world.run(args)).toMatchObject({ code: 2 });
    expect(world.fake.requests).toEqual([]);
    expect(await world.shop.planRecords.list()).toEqual([]);
    expect(await world.shop.licenseRecords.list()).toEqual([]);
  });
});

describe('the README', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../examples/jetpack-plan/README.md'), 'utf8');

  it('has commands that work', async () => {
    world.fake.addSite({ url: SITE });
    const shown = [...readme.matchAll(/^npm run example jetpack-plan -- (?!--)(.*?)(?: +#.*)?$/gm)];
    expect(shown.map(([, line = '']) => line.split(' ')[0])).toEqual(['test', 'order', 'tick']);
    for (const [, line = ''] of shown)
      expect(await world.run(line.split(' ')), line).toMatchObject({ code: 0 });
  });

  it('names every command and variable of the help', async () => {
    const { printed, code } = await bare(['--help']);
    expect({ code, documents: printed.length }).toEqual({ code: 0, documents: 1 });
    const [help = ''] = printed;
    const commands = [...help.matchAll(/^ {2}((?:license )?[a-z]+)/gm)].map(([, name = '']) => name);
    expect(commands).toHaveLength(18);
    const variables = [...help.matchAll(/JETPACK_[A-Z_]+/g)].map(([name]) => name);
    for (const name of [...commands, ...variables]) expect(readme).toContain(name);
  });
});

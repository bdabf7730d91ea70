import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runChecks } from '../../../examples/jetpack-plan/demo/checks.ts';
import { openWorld, type World } from '../../../examples/jetpack-plan/demo/world.ts';
import { bare } from './bare-program.ts';
import { ORDER, SALE, SITE } from './life.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('the demo', () => {
  it('plays its story, and prints one document', { timeout: 120_000 }, async () => {
    const { code, printed, log } = await bare(['--json']);
    expect({ documents: printed.length, log }).toEqual({ documents: 1, log: '' });
    const { ok, checks, story } = JSON.parse(printed[0] ?? '');
    expect({ code, ok, failed: checks.filter((check: { ok: boolean }) => !check.ok) }).toEqual({
      ...{ code: 0, ok: true, failed: [] },
    });
    for (const scene of [
      'waiting_for_domain -> awaiting_connection',
      'requesting -> provisioned',
      '(killed)',
    ]) {
      expect(story.join('\n')).toContain(scene);
    }
    expect(story.join('\n')).not.toMatch(/secret=|jetpack-scan_[A-Za-z0-9]/);
  });

  it('has checks that see what they are there for', async () => {
    const { fake } = world;
    fake.addSite({ url: SITE, isConnected: true });
    await world.run(ORDER);
    await world.run(SALE);
    const problems = async () => (await runChecks(world)).flatMap((check) => check.problems);
    const [activation] = fake.state.activations;
    const [license] = fake.state.licenses.values();
    const [request] = fake.requests.filter(({ operation }) => operation === 'provision');
    if (!activation || !license || !request) throw new Error('nothing was sold');
    const broken: Readonly<Record<string, () => () => unknown>> = {
      'a second plan': () => {
        fake.state.activations.push({ ...activation });
        return () => fake.state.activations.pop();
      },
      'no plan': () => {
        activation.endedAt = fake.clock.now();
        return () => (activation.endedAt = null);
      },
      'a second license': () => {
        fake.state.licenses.set('second', { ...license, key: 'jetpack-scan_second' });
        return () => fake.state.licenses.delete('second');
      },
      'a revoked license': () => {
        license.revokedAt = fake.clock.now();
        return () => (license.revokedAt = null);
      },
      'a printed key': () => {
        world.said.push(`oops ${license.key}`);
        return () => world.said.pop();
      },
    };
    expect(await problems()).toEqual([]);
    for (const [what, breakIt] of Object.entries(broken)) {
      const repair = breakIt();
      expect(await problems(), what).not.toEqual([]);
      repair();
      expect(await problems(), `after ${what}`).toEqual([]);
    }
    const blind = { siteurl: SITE, local_user: 'admin', plan: 'premium' };
    const { jetpack } = world.shop;
    await jetpack.status(SITE);
    await jetpack.provision(blind);
    expect(await problems()).toEqual([]);
    await jetpack.provision(blind);
    expect(await problems()).toEqual(['shop.example.com was asked for blindly']);
  });
});

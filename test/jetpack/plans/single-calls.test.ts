import { inspect } from 'node:util';
import { createPlan, terminatePlan } from 'reseller-sdk/jetpack/plans';
import { describe, expect, it } from 'vitest';
import { PlanWorld } from './world.ts';

describe('createPlan and terminatePlan', () => {
  it('ask once and say what came of it', async () => {
    const world = new PlanWorld();
    world.setMood('shop.example.com', 'connected');
    const created = await createPlan(world.jetpack, world.order(), { clock: world.clock });
    expect(created).toMatchObject({ status: 'provisioned' });
    const site = 'https://shop.example.com/';
    expect(await terminatePlan(world.jetpack, { site })).toEqual({ status: 'cancelled' });
    expect(await terminatePlan(world.jetpack, { site, plan: 'Premium' })).toEqual({
      status: 'nothing_to_cancel',
    });
  });

  it('count 14 days from the clock that they were given', async () => {
    const world = new PlanWorld();
    const created = await createPlan(world.jetpack, world.order(), { clock: world.clock });
    expect(created).toMatchObject({ pendingUntil: new Date('2026-01-15T00:00:00Z') });
  });

  it('refuse what contradicts itself before anything is sent', async () => {
    const world = new PlanWorld();
    const both = { site: 'https://shop.example.com', plan: 'premium', cancelAll: true };
    await expect(terminatePlan(world.jetpack, both)).rejects.toMatchObject({ name: 'InvalidInputError' });
    const all = { site: 'https://shop.example.com', cancelAll: JSON.parse('"false"') };
    await expect(terminatePlan(world.jetpack, all)).rejects.toMatchObject({ name: 'InvalidInputError' });
    const wrong = { ...world.order(), ssh: { user: 'u' } };
    await expect(createPlan(world.jetpack, wrong)).rejects.toMatchObject({ issues: [{ path: 'ssh' }] });
    expect(world.log).toEqual([]);
  });

  it('repeat no secret that they sent, whatever the vendor quotes', async () => {
    const world = new PlanWorld();
    const order = { ...world.order(), ssh: { user: 'u', pass: 'canary-pass' } };
    const quoted = 'canary-pass does not open the site';
    world.trouble('provision', { status: 200, body: { success: false, message: quoted } });
    await expect(createPlan(world.jetpack, order)).rejects.toMatchObject({
      message: expect.stringContaining('[redacted] does not open the site'),
    });
    const body = { success: true, auth_required: false, ssh_set: false, ssh_error: quoted };
    world.trouble('provision', { status: 200, body });
    const { warnings } = await createPlan(world.jetpack, order);
    expect(warnings).toMatchObject([
      { message: 'The SSH credentials were not saved: [redacted] does not open the site' },
    ]);
  });

  it('say of a lost answer that the outcome is unknown', async () => {
    const world = new PlanWorld();
    world.trouble('provision', 'lost');
    await expect(createPlan(world.jetpack, world.order())).rejects.toMatchObject({ outcomeUnknown: true });
    world.trouble('provision', {
      status: 200,
      body: { success: true, auth_required: true, next_url: 'canary://secret' },
    });
    const error: unknown = await createPlan(world.jetpack, world.order()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'invalid_shape', outcomeUnknown: true });
    expect(inspect(error, { depth: 9 })).not.toContain('canary://secret');
  });
});

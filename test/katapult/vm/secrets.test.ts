import { inspect } from 'node:util';
import { Secret, ServerError } from 'reseller-sdk';
import { describe, expect, it } from 'vitest';
import { ORDER, SERVICE, setUp } from './support/set-up.ts';
import { PASSWORD } from './support/world.ts';

const OPTION = 'canary-option';
const CANARY = /canary/;

describe('secrets', () => {
  it('are in no record, event, outcome, report or view of a whole life', async () => {
    const { provisioner, world, clock, repository } = setUp();
    const said: unknown[] = [];
    const secretOptions = [
      { key: 'password', value: OPTION },
      { key: 'other', value: new Secret(`${OPTION}-2`) },
    ];
    const say = async (work: Promise<unknown>): Promise<void> => {
      said.push(await work, await repository.load(SERVICE), await repository.pending(0, 1000));
    };
    await say(provisioner.request(SERVICE, { ...ORDER, secretOptions }));
    expect(world.posts()[0]?.params.disk_template_options).toEqual([
      { key: 'password', value: OPTION },
      { key: 'other', value: `${OPTION}-2` },
    ]);
    for (let tick = 0; tick < 4; tick += 1) {
      clock.advance(20_000);
      await say(provisioner.tickDue());
    }
    await say(provisioner.view(SERVICE));
    await say(provisioner.openConsole(SERVICE, { actor: 'client 7' }));
    await say(provisioner.terminate(SERVICE));
    expect((await repository.load(SERVICE))?.request).toMatchObject({
      sealedOptions: [{ key: 'password', sealed: expect.stringMatching(/^v1\.k1\./) }, { key: 'other' }],
    });
    for (const one of said) {
      expect(JSON.stringify(one)).not.toMatch(CANARY);
      expect(inspect(one, { depth: 20 })).not.toMatch(CANARY);
    }
  });

  it.each([
    [
      'of the vendor',
      (text: string) =>
        new ServerError({ vendor: 'k', operation: 'b', status: 500, code: text, vendorMessage: text }),
    ],
    ['of somebody else', (text: string) => new Error(text)],
  ])('are not in what is kept of an error %s that quotes them', async (_name, errorOf) => {
    const { provisioner, world } = setUp();
    world.fault = () => errorOf(OPTION);
    const secretOptions = [{ key: 'password', value: OPTION }];
    const outcome = await provisioner.request(SERVICE, { ...ORDER, secretOptions });
    expect(outcome.record.failure).not.toBeNull();
    expect(JSON.stringify(outcome)).not.toMatch(CANARY);
  });

  it('open for their own service alone', async () => {
    const { provisioner, pass, repository } = setUp();
    await provisioner.request(SERVICE, ORDER);
    await pass(60);
    expect((await provisioner.revealRootPassword(SERVICE))?.reveal()).toBe(PASSWORD);
    const record = await repository.load(SERVICE);
    if (record === undefined) throw new Error('there is a record');
    await repository.save({ ...record, serviceId: 'other', version: 1 }, 0, []);
    await expect(provisioner.revealRootPassword('other')).rejects.toMatchObject({
      code: 'SECRET_BOX_NOT_AUTHENTIC',
    });
  });

  it('that cannot be sealed keep a build from being told, and the reason is on record', async () => {
    const box = {
      seal: () => Promise.reject(new Error(PASSWORD)),
      open: () => Promise.reject(new Error('no')),
    };
    const { provisioner, pass, eventTypes } = setUp({ secretBox: box });
    await provisioner.request(SERVICE, ORDER);
    await pass(60);
    const record = await provisioner.record(SERVICE);
    expect(record).toMatchObject({ state: 'building', failure: { code: 'UNEXPECTED_ERROR' } });
    expect(JSON.stringify(record)).not.toMatch(CANARY);
    expect(await eventTypes()).toEqual(['vm.build_requested']);
  });
});

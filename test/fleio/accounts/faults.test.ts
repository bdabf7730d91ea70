import type { Fault } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { strangersIn } from './strangers.ts';
import { WORKFLOWS, worldOf } from './workflows.ts';
import type { AccountsWorld } from './world.ts';

/** Everything that can become of one request. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'a broken connection': { kind: 'network-error' },
  'a lost answer': { kind: 'lost-answer' },
  'an answer cut short': { kind: 'truncated' },
  'a 500': { kind: 'status', status: 500 },
  'a login page': { kind: 'html' },
  'a 429': { kind: 'status', status: 429 },
  'a 404': { kind: 'status', status: 404 },
  'a 400': { kind: 'status', status: 400 },
};

/**
 * What an action answers is not looked at (contract 4.10), so a login page counts as its success. Where the client is
 * suspended next, that suspends the service, too.
 */
function isJudged(fault: Fault) {
  return ({ operation }: { readonly operation?: string | undefined }) =>
    !(fault.kind === 'html' && fault.status === undefined && operation === 'services.suspend');
}

function stateOf({ fake }: AccountsWorld) {
  const { clients, users, services, periods } = fake.state;
  return [clients, users, services, periods].map((rows) => [...rows.values()]);
}

describe.each(Object.entries(WORKFLOWS))('%s', (_name, workflow) => {
  it.each(Object.entries(FAULTS))(
    'ends as if undisturbed when repeated after %s at any call',
    async (_fault, fault) => {
      const undisturbed = worldOf(workflow);
      await workflow.run(undisturbed.accounts);
      const calls = undisturbed.fake.requests.length;
      expect(calls).toBeGreaterThan(0);
      for (const times of [1, Number.POSITIVE_INFINITY]) {
        for (let skip = 0; skip < calls; skip += 1) {
          const world = worldOf(workflow);
          const strangers = strangersIn(world.fake);
          world.fake.inject({ on: isJudged(fault), skip, times, fault });
          await workflow.run(world.accounts).catch(() => undefined);
          expect(strangersIn(world.fake)).toEqual(strangers);
          world.fake.clearFaults();
          await workflow.run(world.accounts);
          expect(stateOf(world), `call ${skip + 1}`).toEqual(stateOf(undisturbed));
        }
      }
    },
  );
});

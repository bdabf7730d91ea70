import { InvalidInputError } from 'reseller-sdk';
import { deliverEvents } from 'reseller-sdk/katapult/vm';
import { describe, expect, it } from 'vitest';
import { ORDER, SERVICE, setUp, setUpBuilt } from './support/set-up.ts';

const NUMBERS = [Number.NaN, 0, -1, 0.5, Number.POSITIVE_INFINITY];

describe('numbers that options take', () => {
  it('may be as large as they like', async () => {
    const { provisioner, clock } = setUp();
    await provisioner.request(SERVICE, ORDER);
    clock.advance(60_000);
    const most = Number.MAX_SAFE_INTEGER;
    const { ticked } = await provisioner.tickDue({ concurrency: most, limit: most });
    expect(ticked).toHaveLength(1);
  });

  it.each(NUMBERS)('are refused where they are no count: %d', async (count) => {
    const { provisioner, repository: outbox } = setUp();
    await expect(provisioner.tickDue({ limit: count })).rejects.toThrow(InvalidInputError);
    await expect(deliverEvents({ outbox, consumers: [], limit: count })).rejects.toThrow(InvalidInputError);
  });

  it.each(NUMBERS)('are refused before a task is queued that could not be waited for: %d', async (time) => {
    const { provisioner, world } = await setUpBuilt();
    world.sent.length = 0;
    const wait = { intervalMs: time, timeoutMs: time };
    const begun = provisioner.start(SERVICE, { actor: 'client 7', wait });
    await expect(begun).rejects.toThrow(/wait\.intervalMs.*wait\.timeoutMs/);
    expect(world.sent).toEqual([]);
  });
});

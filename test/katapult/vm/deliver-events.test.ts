import { deliverEvents, InMemoryVmRepository, newVmRecord, type VmEvent } from 'reseller-sdk/katapult/vm';
import { describe, expect, it } from 'vitest';

async function outboxWith(count: number): Promise<InMemoryVmRepository> {
  const outbox = new InMemoryVmRepository();
  const events = Array.from({ length: count }, (_, index): VmEvent => {
    const head = { id: `event ${index}`, serviceId: 'a', attempt: 1, at: '2026-01-01T00:00:00.000Z' };
    return { ...head, type: 'vm.restored', vmId: null };
  });
  await outbox.save({ ...newVmRecord('a'), version: 1 }, 0, events);
  return outbox;
}

/** A consumer that notes what it gets, and throws where it is told to. */
function consumer(refuses: (id: string) => boolean = () => false) {
  const got: string[] = [];
  const take = async ({ id }: VmEvent): Promise<void> => {
    got.push(id);
    if (refuses(id)) throw new Error(`no ${id}`);
  };
  return { got, take };
}

describe('deliverEvents', () => {
  it('hands every event to every consumer, oldest first, over many pages, and once', async () => {
    const outbox = await outboxWith(250);
    const [first, second] = [consumer(), consumer()];
    const { delivered, failed } = await deliverEvents({ outbox, consumers: [first.take, second.take] });
    expect([delivered.length, failed.length]).toEqual([250, 0]);
    expect(first.got).toEqual(Array.from({ length: 250 }, (_, index) => `event ${index}`));
    expect(second.got).toEqual(first.got);
    expect((await deliverEvents({ outbox, consumers: [first.take] })).delivered).toEqual([]);
  });

  it('lets a consumer that throws hold up neither the others nor what comes later', async () => {
    const outbox = await outboxWith(150);
    const [bad, good] = [consumer((id) => id === 'event 0' || id === 'event 120'), consumer()];
    const consumers = [bad.take, good.take];
    const { delivered, failed } = await deliverEvents({ outbox, consumers });
    expect([delivered.length, good.got.length]).toEqual([148, 150]);
    expect(failed.map(({ event, errors }) => [event.id, String(errors[0])])).toEqual([
      ['event 0', 'Error: no event 0'],
      ['event 120', 'Error: no event 120'],
    ]);
    const again = await deliverEvents({ outbox, consumers: [good.take] });
    expect(again.delivered.map(({ id }) => id)).toEqual(['event 0', 'event 120']);
  });

  it('lets no number of events that are refused keep the later ones waiting', async () => {
    const outbox = await outboxWith(250);
    const { take } = consumer((id) => id < 'event 240' || id.length < 'event 240'.length);
    const { delivered, failed } = await deliverEvents({ outbox, consumers: [take], limit: 5 });
    expect(delivered.map(({ id }) => id)).toEqual([240, 241, 242, 243, 244].map((id) => `event ${id}`));
    expect(failed).toHaveLength(240);
  });

  it('takes no more than its limit', async () => {
    const outbox = await outboxWith(250);
    expect((await deliverEvents({ outbox, consumers: [], limit: 130 })).delivered).toHaveLength(130);
    expect((await deliverEvents({ outbox, consumers: [] })).delivered).toHaveLength(120);
  });
});

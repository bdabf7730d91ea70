import {
  InMemoryVmRepository,
  newVmRecord,
  type VmEvent,
  type VmOutboxRow,
  type VmRecord,
} from 'reseller-sdk/katapult/vm';
import { type OpenedVmStore, vmRepositoryCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

/** Stores with one defect each, and a part of the name of a case that must find it. */
const BROKEN: Readonly<Record<string, readonly [new () => InMemoryVmRepository, string]>> = {
  'that is blind to case': [
    class extends InMemoryVmRepository {
      override load(serviceId: string) {
        return super.load(serviceId === 'Known' ? 'known' : serviceId);
      }
    },
    'never saved',
  ],
  'that overwrites without looking': [
    class extends InMemoryVmRepository {
      override async save(record: VmRecord, _expected: number, events: readonly VmEvent[]) {
        const version = (await this.load(record.serviceId))?.version ?? 0;
        await super.save(record, version, events);
      }
    },
    'expected version stands',
  ],
  'that keeps the events of a refused save': [
    class extends InMemoryVmRepository {
      override async save(record: VmRecord, expected: number, events: readonly VmEvent[]) {
        const elsewhere = { ...newVmRecord(`events of ${record.serviceId} ${events[0]?.id}`), version: 1 };
        if (events.length > 0) await super.save(elsewhere, 0, events);
        await super.save(record, expected, []);
      }
    },
    'expected version stands',
  ],
  'that insists on versions without gaps': [
    class extends InMemoryVmRepository {
      override save(record: VmRecord, expected: number, events: readonly VmEvent[]) {
        return super.save({ ...record, version: expected + 1 }, expected, events);
      }
    },
    'grow by more than one',
  ],
  'that tells what is due too late': [
    class extends InMemoryVmRepository {
      override async due(now: string, limit: number) {
        return (await super.due(now, limit)).filter(({ nextPollAt }) => nextPollAt !== now);
      }
    },
    'in order of time',
  ],
  'that cuts before it sorts': [
    class extends InMemoryVmRepository {
      override async due(now: string, limit: number) {
        const all = await super.due(now, 1000);
        return all.length > limit ? all.slice(1, limit + 1) : all;
      }
    },
    'in order of time',
  ],
  'that finds machines by what it knew of them': [
    class extends InMemoryVmRepository {
      readonly #known = new Map<string, string>();
      override async save(record: VmRecord, expected: number, events: readonly VmEvent[]) {
        await super.save(record, expected, events);
        if (record.vmId !== null) this.#known.set(record.vmId, record.serviceId);
      }
      override async findByVmId(vmId: string) {
        return this.load(this.#known.get(vmId) ?? '');
      }
    },
    'knows it now',
  ],
  'that drops members without a value': [
    class extends InMemoryVmRepository {
      override async load(serviceId: string) {
        const record = await super.load(serviceId);
        if (record === undefined) return record;
        const given = Object.entries(record).filter(([, value]) => value !== null);
        return Object.assign(Object.create(null), Object.fromEntries(given));
      }
    },
    'exactly as they were',
  ],
  'that hands out its own objects': [
    class extends InMemoryVmRepository {
      readonly #rows: VmOutboxRow[] = [];
      override async pending(after: number, limit: number) {
        if (this.#rows.length === 0) this.#rows.push(...(await super.pending(after, limit)));
        return this.#rows;
      }
    },
    'shares no object',
  ],
  'that adds delivered events again': [
    class extends InMemoryVmRepository {
      #gone: VmOutboxRow[] = [];
      override async markDelivered(eventId: string) {
        const rows = await super.pending(0, 1000);
        this.#gone.push(...rows.filter(({ event }) => event.id === eventId));
        await super.markDelivered(eventId);
      }
      override async save(record: VmRecord, expected: number, events: readonly VmEvent[]) {
        await super.save(record, expected, events);
        const ids = new Set(events.map(({ id }) => id));
        this.#back = this.#gone.filter(({ event }) => ids.has(event.id));
      }
      #back: VmOutboxRow[] = [];
      override async pending(after: number, limit: number) {
        const back = this.#back.filter(({ position }) => position > after);
        return [...back, ...(await super.pending(after, limit))].slice(0, limit);
      }
    },
    'adds an event once',
  ],
  'whose pages begin with the last row': [
    class extends InMemoryVmRepository {
      override pending(after: number, limit: number) {
        return super.pending(after - 1, limit);
      }
    },
    'in pages',
  ],
};

async function casesThatFail(open: () => OpenedVmStore): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of vmRepositoryCases(open)) await run().catch(() => failed.push(name));
  return failed;
}

describe('the cases find', () => {
  it.each(Object.entries(BROKEN))('a store %s', async (_name, [Store, named]) => {
    expect(await casesThatFail(() => ({ store: new Store() }))).toContainEqual(
      expect.stringContaining(named),
    );
  });

  it('rows that only the connection sees that wrote them', async () => {
    const open = () => ({
      store: new InMemoryVmRepository(),
      connect: () => new InMemoryVmRepository(),
    });
    expect(await casesThatFail(open)).toContainEqual(expect.stringContaining('rivals'));
  });

  it('a save that is half done when its second statement fails', async () => {
    const open = () => {
      let left = 0;
      const store = new (class extends InMemoryVmRepository {
        override async save(record: VmRecord, expected: number, events: readonly VmEvent[]) {
          if (left === 0) return super.save(record, expected, events);
          left = 0;
          await super.save(record, expected, []);
          throw new Error('the disk is full');
        }
      })();
      const failAt = (statement: number): void => {
        left = statement;
      };
      return { store, failAt };
    };
    expect(await casesThatFail(open)).toEqual([expect.stringContaining('at any statement')]);
  });
});

/** What others do to a client while a run is between its question to Fleio and the invoice, or after it died there. */
import { describe, expect, it } from 'vitest';
import { expectLawful } from './laws.ts';
import { Life } from './life.ts';
import type { Kind } from './process.ts';
import { PLAIN, type Setup } from './setup.ts';
import type { Step } from './step.ts';

const [customer] = PLAIN.customers;
const settings = { ...PLAIN.settings, chargeImmediately: false };

function setupOf(serverNets: boolean, used: string, topUp: string | null = '0'): Setup {
  if (customer === undefined) throw new Error('there is a client');
  return { ...PLAIN, settings, serverNets, customers: [{ ...customer, topUp, used }] };
}

const run = (kind: Kind): Step => ({
  ...({ do: 'run', place: { kind, call: null }, isAfter: false } as const),
  ...{ trouble: null, strikes: [] },
});
const start = (slot: number, kind: Kind, call: string): Step => ({
  do: 'start',
  slot,
  place: { kind, call },
});
const wait = (hours: number): Step => ({ do: 'wait', minutes: 60 * hours });
const go = (slot: number, gates: number): Step => ({ do: 'go', slot, gates });
const finish = (slot: number): Step => ({ do: 'finish', slot });

/** The amounts of the automatic invoices, after laws were held against the history. */
async function amounts(setup: Setup, steps: readonly Step[]): Promise<string[]> {
  const life = new Life(setup);
  for (const step of steps) await life.carryOut(step);
  const made = life.stage.made.map(({ draft }) => `${draft.issueDate} ${draft.amount}`);
  await life.settle();
  expectLawful(life);
  return made;
}

describe('an automatic top-up', () => {
  it.each([true, false])(
    'asks for nothing that is paid meanwhile (server subtracts: %s)',
    async (serverNets) => {
      const steps: Step[] = [
        ...[run('invoicing'), wait(24), { do: 'use', who: 0, amount: '20' } as const],
        ...[start(0, 'top-up', 'fleio.topUp'), go(0, 2)],
        ...[{ do: 'touch', what: 'pay', invoice: 0 } as const, run('credit'), finish(0)],
      ];
      expect(await amounts(setupOf(serverNets, '60'), steps)).toEqual([
        '2024-05-10 60.00',
        '2024-05-11 20.00',
      ]);
    },
  );

  it.each([true, false])(
    'subtracts what is invoiced by hand meanwhile (server subtracts: %s)',
    async (serverNets) => {
      const steps: Step[] = [
        ...[wait(13), start(0, 'top-up', 'fleio.topUp'), go(0, 2)],
        ...[
          { do: 'by-hand', who: 0, amount: '25.5', status: 'unpaid', currency: null } as const,
          wait(2),
          finish(0),
        ],
      ];
      expect(await amounts(setupOf(serverNets, '60'), steps)).toEqual(['2024-05-11 34.50']);
    },
  );

  it('waits for a run that is at an invoice of the day before', async () => {
    const steps: Step[] = [
      ...[wait(13), start(0, 'top-up', 'fleio.topUp'), go(0, 2)],
      ...[start(1, 'invoicing', 'invoices.create'), wait(2), finish(0), finish(1)],
    ];
    expect(await amounts(setupOf(true, '60'), steps)).toEqual(['2024-05-10 60.00']);
  });

  it('is found by the run that heals, though its own run died and the invoice was deleted', async () => {
    const place = { kind: 'top-up', call: 'invoices.create' } as const;
    const dead: Step = { do: 'run', place, isAfter: true, trouble: 'die', strikes: [] };
    const gone: Step = { do: 'touch', what: 'delete', invoice: 0 };
    const steps: Step[] = [dead, gone, run('invoicing'), run('top-up'), run('invoicing')];
    expect(await amounts(setupOf(true, '60'), steps)).toEqual(['2024-05-10 60.00']);
  });
});

describe('a run that invoices', () => {
  it('waits for another that is at an invoice of the day before', async () => {
    const steps: Step[] = [
      ...[wait(13), start(0, 'invoicing', 'claims.attachPeriods'), start(1, 'invoicing', 'invoices.create')],
      ...[wait(2), finish(0), finish(1)],
    ];
    expect(await amounts(setupOf(true, '60', null), steps)).toEqual(['2024-05-10 60.00']);
  });

  it('asks for nothing that is paid meanwhile', async () => {
    const steps: Step[] = [
      ...[run('invoicing'), wait(24), { do: 'use', who: 0, amount: '20' } as const],
      ...[start(0, 'invoicing', 'days.claim'), { do: 'touch', what: 'pay', invoice: 0 } as const],
      ...[run('credit'), finish(0)],
    ];
    const setup = setupOf(true, '60', null);
    expect(await amounts(setup, steps)).toEqual(['2024-05-10 60.00', '2024-05-11 20.00']);
  });

  it('charges once, though nobody hears of it', async () => {
    const steps: Step[] = [
      ...[{ do: 'gateway', mood: 'pays-silently' } as const, run('invoicing'), wait(7)],
      ...[{ do: 'gateway', mood: 'pays' } as const, run('invoicing'), run('credit')],
    ];
    expect(await amounts(PLAIN, steps)).toEqual(['2024-05-10 12.00']);
  });

  it('counts an invoice of another currency at its worth', async () => {
    const byHand = { do: 'by-hand', who: 0, amount: '1550', status: 'unpaid', currency: 'JPY' } as const;
    const steps: Step[] = [byHand, wait(24), run('invoicing')];
    expect(await amounts(setupOf(true, '60', null), steps)).toEqual(['2024-05-11 50.00']);
  });
});

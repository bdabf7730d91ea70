import {
  type AuditSources,
  auditCharges,
  billedThrough,
  CreditPool,
  codeOf,
  collectAudit,
  defaultAuditPolicy,
  type Finding,
  foldLives,
  inMemorySources,
  RepeatWatch,
  runAudit,
  serviceKey,
} from 'reseller-sdk/billing-audit';
import { describe, expect, it } from 'vitest';
import { charge, JULY, planLine, REVOKED } from './history.ts';

const CHARGES = ['07', '08', '09', '10', '11'].map((day) => charge(`c${day}`, `2026-07-${day}`));
const LINES = [planLine('2026-07-07T12:00:00Z'), planLine('2026-07-10T12:00:00Z')];
const memory = inMemorySources({ charges: CHARGES, planLines: LINES, facts: REVOKED });

/** The sources with one of them replaced. */
function withCharges(charges: AuditSources['charges']): AuditSources {
  return { ...memory, charges };
}

describe('the sources of an audit', () => {
  it('may be asynchronous, and are asked for what the audit needs and no more', async () => {
    const asked: unknown[] = [];
    const sources: AuditSources = {
      charges: {
        async *charges(window) {
          asked.push(['charges', window]);
          yield* memory.charges.charges(window);
        },
        async *credits(window) {
          asked.push(['credits', window]);
          yield* memory.charges.credits(window);
        },
      },
      plans: {
        async *lines(window) {
          asked.push(['lines', window]);
          yield* memory.plans.lines(window);
        },
      },
      facts: {
        async *facts(until) {
          asked.push(['facts', until]);
          yield* memory.facts.facts(until);
        },
      },
    };
    expect(await collectAudit(sources, JULY)).toEqual(await collectAudit(memory, JULY));
    expect(asked).toEqual([
      ['facts', '2026-10-29'],
      ['lines', { from: '2026-04-02', to: '2026-10-29' }],
      ['credits', { from: '2026-07-01', to: '2026-10-29' }],
      ['charges', { from: '2026-06-01', to: '2026-07-31' }],
    ]);
  });

  const credit = charge('k', '2026-07-12', { amount: '-1' });
  const charges = (rows: typeof CHARGES) => withCharges({ charges: () => rows, credits: () => [] });
  it.each<[string, AuditSources, string]>([
    ['charges in another order', charges([...CHARGES].reverse()), 'OUT_OF_ORDER'],
    ['a charge twice', charges([charge('a', '2026-07-07'), charge('a', '2026-07-07')]), 'OUT_OF_ORDER'],
    [
      'ids of a day out of order',
      charges([charge('b', '2026-07-07'), charge('a', '2026-07-07')]),
      'OUT_OF_ORDER',
    ],
    [
      'a credit twice',
      withCharges({ charges: () => [], credits: () => [credit, credit] }),
      'DUPLICATE_ROW_ID',
    ],
    ['facts in another order', { ...memory, facts: { facts: () => [...REVOKED].reverse() } }, 'OUT_OF_ORDER'],
    [
      'plan lines in another order',
      { ...memory, plans: { lines: () => [...LINES].reverse() } },
      'OUT_OF_ORDER',
    ],
  ])('are held to their order: %s', async (_name, sources, code) => {
    await expect(collectAudit(sources, JULY)).rejects.toMatchObject({ name: 'InvalidInputError', code });
  });

  it('are let go when nobody reads on', async () => {
    let closed = false;
    const sources = withCharges({
      async *charges() {
        try {
          yield* CHARGES;
        } finally {
          closed = true;
        }
      },
      credits: () => [],
    });
    for await (const finding of auditCharges(sources, JULY)) {
      expect(finding.chargeId).toBe('c07');
      break;
    }
    expect(closed).toBe(true);
  });
});

describe('an audit into a sink', () => {
  it('writes whole batches in order, and the rest', async () => {
    const batches: string[][] = [];
    const sink = {
      write: async (batch: readonly Finding[]) => void batches.push(batch.map(({ chargeId }) => chargeId)),
    };
    const totals = await runAudit(memory, JULY, sink, { batchSize: 2 });
    expect(batches).toEqual([['c07', 'c08'], ['c09', 'c10'], ['c11']]);
    expect(totals.byVerdict.confirmed).toEqual({ count: 5, gross: '12.5', credited: '0', net: '12.5' });
  });

  it('writes nothing when there is nothing to write', async () => {
    const sink = { write: () => Promise.reject(new Error('asked to write nothing')) };
    const totals = await runAudit(memory, { from: '2026-01-01', to: '2026-01-31' }, sink);
    expect(totals.scanned).toBe(0);
  });

  it('ends with what the sink throws', async () => {
    const sink = { write: () => Promise.reject(new Error('disk full')) };
    await expect(runAudit(memory, JULY, sink, { batchSize: 1 })).rejects.toThrow('disk full');
  });

  it('refuses a batch size that is none', async () => {
    const sink = { write: async () => undefined };
    await expect(runAudit(memory, JULY, sink, { batchSize: 0 })).rejects.toMatchObject({ code: 'CONFIG' });
  });
});

describe('the rules of an audit', () => {
  it('are frozen, and name no category', () => {
    expect(Object.isFrozen(defaultAuditPolicy)).toBe(true);
    expect(Object.isFrozen(defaultAuditPolicy.spacing)).toBe(true);
    expect([defaultAuditPolicy.perUnit, defaultAuditPolicy.countable, defaultAuditPolicy.deviceless]).toEqual(
      [[], [], []],
    );
  });

  it('are refused as a whole where they make no sense', () => {
    const nonsense = {
      defaultCycleDays: 0,
      anchorWindowHours: -1,
      lateAfterDays: 1.5,
      stopEnd: 'middle',
      dueDayCharge: '',
      spacing: { lookbackDays: 0, minDays: 1, maxMeanGap: 0 },
    };
    const refused = (): unknown =>
      billedThrough('2026-07-06', null, { cycleDays: 1, anchor: null }, nonsense as never);
    expect(refused).toThrow(
      expect.objectContaining({
        issues: [
          'defaultCycleDays',
          'lateAfterDays',
          'stopEnd',
          'dueDayCharge',
          'spacing.lookbackDays',
          'spacing.minDays',
          'spacing.maxMeanGap',
          'anchorWindowHours',
        ].map((path) => expect.objectContaining({ path })),
      }),
    );
  });

  it('let the caller weigh the evidence', async () => {
    const inferred = REVOKED.slice(0, 1);
    const facts = [
      ...inferred,
      {
        kind: 'missing',
        account: 'acme',
        device: 'aaaaaa1111',
        seenAt: '2026-07-05T03:00:00Z',
        goneAt: '2026-07-06T03:00:00Z',
      } as const,
    ];
    const sources = inMemorySources({ charges: CHARGES.slice(0, 1), planLines: LINES, facts });
    const strict = await collectAudit(sources, JULY);
    const lenient = await collectAudit(sources, JULY, {
      grade: ({ debit, stop }) => (debit === 'observed' && stop !== 'missing' ? 'confirmed' : 'review'),
    });
    expect(strict.findings.map(({ verdict }) => verdict)).toEqual(['probable']);
    expect(lenient.findings.map(({ verdict }) => verdict)).toEqual(['confirmed']);
  });
});

describe('the parts of an audit', () => {
  const lives = foldLives(REVOKED);
  const service = { account: 'acme', device: 'aaaaaa1111', category: 'vms' };

  it('a finding tells its reasons by name', async () => {
    const { findings } = await collectAudit(memory, JULY);
    const [first, second] = findings;
    if (first === undefined || second === undefined) throw new Error('no findings');
    expect(codeOf(first, 'AFTER_STOP')?.daysLate).toBe(1);
    expect(codeOf(second, 'AFTER_STOP')?.billedThrough).toBe('2026-07-06');
    expect(codeOf(first, 'CREDITED')).toBeUndefined();
    expect(first.charge).toBe(CHARGES[0]);
  });

  it('the key of a service does not depend on how it is written', () => {
    expect(serviceKey({ account: ' acme ', device: 'AAAAAA1111', category: 'vms' })).toBe(
      serviceKey(service),
    );
    expect(serviceKey(service)).toBe('acme\u001faaaaaa1111\u001fvms');
  });

  it('a pool takes credits alone, and pays in any order that is asked', () => {
    const pool = new CreditPool(lives);
    expect(pool.add(charge('a', '2026-07-08'))).toBe(false);
    expect(pool.add(charge('k', '2026-07-08', { amount: '-3' }))).toBe(true);
    expect(pool.pay(service, '2026-07-09', '1')).toEqual({
      credited: '0',
      net: '1',
      creditIds: [],
      byAccountOnly: false,
    });
    expect(pool.pay(service, '2026-07-08', '2')).toMatchObject({ credited: '2', net: '0', creditIds: ['k'] });
    expect(pool.pay(service, '2026-07-01', '2.5')).toMatchObject({ credited: '1', net: '1.5' });
    expect(pool.unused()).toEqual({ count: 0, gross: '0', credited: '0', net: '0' });
    expect(() => pool.pay(service, '2026-07-01', '-1')).toThrow('must not be negative');
  });

  it('a watch refuses what it cannot read', () => {
    const context = { cycleDays: 30, grade: 'observed', listedUnits: null, countedUnits: null } as const;
    expect(() => new RepeatWatch().see(service, charge('a', 'soon'), context)).toThrow('calendar day');
  });

  it('an account or device that would break keys is refused', () => {
    const at = '2026-01-01T00:00:00Z';
    expect(() => foldLives([{ kind: 'registered', account: 'a\u001fb', device: 'aaaaaa', at }])).toThrow(
      'U+001F',
    );
  });

  it('aliases in a ring are refused', () => {
    expect(() => foldLives([], { aliases: { a: 'b', b: 'a' } })).toThrow('leads back to itself');
  });
});

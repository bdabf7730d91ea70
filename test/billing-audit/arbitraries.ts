import fc from 'fast-check';
import type { Charge, Fact, PlanLine } from 'reseller-sdk/billing-audit';
import { cometAuditPolicy } from 'reseller-sdk/comet/usage';
import { addDays, parseDay } from '../../src/core/time.ts';

const START = parseDay('2026-05-01');
/** Days of a history: long enough for three renewals. */
export const DAYS = 100;

export const WINDOW = { from: START, to: addDays(START, DAYS - 1) };

/** Few, so that charges, lines and facts meet; some share a prefix, some an id. */
const DEVICES = [
  { account: 'acme', device: 'aaaaaa1111' },
  { account: 'beta', device: 'aaaaaa2222' },
  { account: 'acme', device: 'bbbbbb3333' },
  { account: 'Beta Co', device: 'bbbbbb3333' },
  { account: '__proto__', device: 'cccccc4444' },
] as const;

const CATEGORIES = ['devices', 'hyperv_vms', 'm365_accounts', 'account_plan', '__proto__'];

export const day = fc.integer({ min: 0, max: DAYS - 1 }).map((offset): string => addDays(START, offset));

const time = fc.constantFrom('00:00:00Z', '03:00:00Z', '12:00:00Z', '23:59:59Z', '20:43:17-04:00');
const instant = fc.tuple(day, time).map(([on, at]) => `${on}T${at}`);
const known = fc.constantFrom(...DEVICES);
const category = fc.constantFrom(...CATEGORIES);
const quantity = fc.constantFrom(null, '0', '1', '2', '1.0', '31');
const amount = fc.constantFrom('2.50', '2.5', '0.16666', '1', '0', '0.00', '3.1', '-1', '-2.50', '-0.01');

const reference = fc.constantFrom(
  null,
  '',
  'aaaaaa',
  'AAAAAA1111',
  'aaaaaa2222',
  'bbbbbb',
  'cccccc',
  'ffffff',
);
const printedAccount = fc.constantFrom(null, '', 'acme', 'ACME', 'beta', 'betaco', 'nobody', '__proto__');

export const fact: fc.Arbitrary<Fact> = fc
  .oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('registered' as const), at: instant }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('revoked' as const), at: instant }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('accountEnd' as const), at: instant }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('active' as const),
        at: instant,
        category: fc.option(category),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('count' as const),
        at: instant,
        category: fc.constantFrom('hyperv_vms', 'devices'),
        count: fc.integer({ min: 0, max: 3 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(instant, instant)
        .map(([a, b]) => (new Date(a) <= new Date(b) ? [a, b] : [b, a]))
        .map(([seenAt = '', goneAt = '']) => ({ kind: 'missing' as const, seenAt, goneAt })),
    },
  )
  .chain((bare) => known.map((of): Fact => ({ ...of, ...bare })));

export const planLine: fc.Arbitrary<PlanLine> = fc.record({
  observedAt: instant,
  account: printedAccount,
  deviceRef: reference,
  category,
  text: fc.constantFrom('listed', 'also listed'),
  cycleDays: fc.constantFrom(30, 30, 1, 0, null, 7),
  nextDue: fc.option(day),
  quantity,
  unitPrice: fc.constantFrom(null, '2.50', '5'),
  amount: fc.constantFrom(null, '2.50', '5.00'),
});

const bareCharge: fc.Arbitrary<Omit<Charge, 'id'>> = fc.record({
  day,
  postedAt: fc.option(instant),
  account: printedAccount,
  deviceRef: reference,
  category,
  text: fc.constantFrom('charged', 'Device ID: bbbbbb3333', 'also charged'),
  quantity,
  unitPrice: fc.constant(null),
  amount,
  packText: fc.constantFrom(null, ' ', '10,000 Dollars'),
  packDebits: fc.constantFrom(null, ['2.5'], ['2', '0.5'], []),
  origin: fc.constant('history' as const),
});

/** Charges with ids that say nothing about their days. */
export const charges: fc.Arbitrary<Charge[]> = fc
  .array(bareCharge, { maxLength: 30 })
  .map((rows) => rows.map((row, index) => ({ ...row, id: `c${String((index * 7) % 30).padStart(2, '0')}` })));

const OWN = { account: 'acme', deviceRef: 'aaaaaa', category: 'hyperv_vms' } as const;

interface Regular {
  readonly cycleDays: number;
  readonly anchor: number;
  readonly snapshotEvery: number;
  readonly stopAt: number;
  /** Every so many charges come twice. */
  readonly twiceEvery: number;
  readonly isRegistered: boolean;
  readonly isEvent: boolean;
}

const regular: fc.Arbitrary<Regular> = fc.record({
  cycleDays: fc.constantFrom(1, 7, 30),
  anchor: fc.integer({ min: 0, max: 30 }),
  snapshotEvery: fc.constantFrom(2, 3, 9),
  stopAt: fc.integer({ min: 0, max: DAYS }),
  twiceEvery: fc.constantFrom(1, 5, DAYS),
  isRegistered: fc.boolean(),
  isEvent: fc.boolean(),
});

function daysFrom(first: number, step: number): number[] {
  return Array.from({ length: Math.ceil((DAYS - first) / step) }, (_none, index) => first + index * step);
}

/** Day after day the same service, which ends at some time and goes on being listed and charged. */
function regularHistory(given: Regular) {
  const { cycleDays, anchor, snapshotEvery, stopAt, twiceEvery, isRegistered, isEvent } = given;
  const at = addDays(START, stopAt);
  const seenAt = `${addDays(at, -2)}T03:00:00Z`;
  const facts: Fact[] = [
    isEvent
      ? { kind: 'revoked', ...DEVICES[0], at: `${at}T12:00:00Z` }
      : { kind: 'missing', ...DEVICES[0], seenAt, goneAt: `${at}T03:00:00Z` },
  ];
  const registeredAt = `${addDays(START, anchor - 1 - 30 * cycleDays)}T08:00:00Z`;
  if (isRegistered) facts.push({ kind: 'registered', ...DEVICES[0], at: registeredAt });
  const planLines = daysFrom(0, snapshotEvery).map((offset): PlanLine => {
    const nextDue = anchor + Math.ceil((offset - anchor) / cycleDays) * cycleDays;
    return {
      ...OWN,
      observedAt: `${addDays(START, offset)}T06:00:00Z`,
      text: 'listed',
      cycleDays,
      nextDue: addDays(START, nextDue),
      quantity: '1',
      unitPrice: null,
      amount: '2.50',
    };
  });
  const charges = daysFrom(anchor % cycleDays, cycleDays).map((offset): Charge => {
    return {
      ...OWN,
      id: `r${offset}`,
      day: addDays(START, offset),
      postedAt: null,
      text: 'charged',
      quantity: '1',
      unitPrice: null,
      amount: '2.50',
      packText: '10,000 Dollars',
      packDebits: null,
      origin: 'history',
    };
  });
  const again = charges.filter((_row, index) => index % twiceEvery === twiceEvery - 1);
  const twice = again.map((row): Charge => ({ ...row, id: `${row.id}b` }));
  return { facts, planLines, charges: [...charges, ...twice] };
}

const mostly = fc.constantFrom('10,000 Dollars', '10,000 Dollars', null);

/** A regular service with a little of everything thrown in. */
const disturbed = fc
  .record({
    regular: regular.map(regularHistory),
    facts: fc.array(
      fact.map((one): Fact => ({ ...one, ...DEVICES[0] })),
      { maxLength: 2 },
    ),
    planLines: fc.array(
      planLine.map((line) => ({ ...line, ...OWN })),
      { maxLength: 2 },
    ),
    charges: charges.chain((rows) =>
      mostly.map((packText) =>
        rows.slice(0, 8).map((row): Charge => ({ ...row, ...OWN, packText, postedAt: null })),
      ),
    ),
  })
  .map(({ regular: own, ...more }) => ({
    facts: [...own.facts, ...more.facts],
    planLines: [...own.planLines, ...more.planLines],
    charges: [...own.charges, ...more.charges],
  }));

/** Everything at once, or one service that is charged in earnest. */
export const history = fc.oneof(
  fc.record({
    facts: fc.array(fact, { maxLength: 12 }),
    planLines: fc.array(planLine, { maxLength: 12 }),
    charges,
  }),
  regular.map(regularHistory),
  disturbed,
);

/** Policies that change every rule at some time. */
export const policy = fc
  .record({
    stopEnd: fc.constantFrom('latest' as const, 'earliest' as const),
    dueDayCharge: fc.constantFrom('allow' as const, 'claim' as const),
    perUnit: fc.constantFrom(['hyperv_vms'], []),
    runInDays: fc.constantFrom(0, 30),
    creditHorizonDays: fc.constantFrom(0, 90),
  })
  .map((rules) => ({ ...cometAuditPolicy, ...rules }));

/** Any order of a list, by drawn keys. */
export function shuffled<T>(rows: readonly T[], keys: readonly number[]): T[] {
  return rows
    .map((row, index) => ({ row, key: keys[index % keys.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

export const order = fc.array(fc.integer(), { minLength: 30, maxLength: 30 });

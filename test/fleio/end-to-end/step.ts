/** What may happen in a history, in any order, also while runs are in the middle of a call. */
import fc from 'fast-check';
import type { GatewayMood } from './gateway.ts';
import { type Kind, STRIKES, type Strike } from './process.ts';
import { AMOUNTS } from './setup.ts';
import type { ByHand } from './stage.ts';
import type { Trouble } from './stepped-run.ts';

export type Touch = 'pay' | 'refund' | 'cancel' | 'delete' | 'collect' | 'hear-again';

/** A call of a kind of run. */
export interface Place {
  readonly kind: Kind;
  /** Null: where it starts. */
  readonly call: string | null;
}

export type Step =
  /** A run from its start to its end, with trouble or a strange answer of Fleio's at a place of it. */
  | {
      readonly do: 'run';
      readonly place: Place;
      readonly isAfter: boolean;
      readonly trouble: Trouble | null;
      readonly strikes: readonly Strike[];
    }
  /** A run that stops at a place, while other things happen. */
  | { readonly do: 'start'; readonly slot: number; readonly place: Place }
  | { readonly do: 'die' | 'fail' | 'finish'; readonly slot: number }
  | { readonly do: 'go'; readonly slot: number; readonly gates: number }
  | { readonly do: 'strike'; readonly slot: number; readonly strike: Strike }
  | { readonly do: 'use'; readonly who: number; readonly amount: string }
  | ({ readonly do: 'by-hand' } & ByHand)
  | { readonly do: 'end-cycle'; readonly who: number }
  | { readonly do: 'status'; readonly who: number; readonly status: string }
  | { readonly do: 'agreement'; readonly who: number; readonly has: boolean | null }
  | { readonly do: 'touch'; readonly what: Touch; readonly invoice: number }
  | { readonly do: 'gateway'; readonly mood: GatewayMood }
  | { readonly do: 'human' }
  | { readonly do: 'wait' | 'skew'; readonly minutes: number };

const ISSUING = ['days.claim', 'days.listForService', 'days.markIssued', 'days.release'];
const BOOKS = ['invoices.create', 'invoices.create', 'invoices.listForService'];
const CHARGING = ['agreements.status', 'charging.charge', 'chargeLog.record'];
const COMMON = [...ISSUING, ...BOOKS, ...CHARGING, 'handle.release', 'handle.extend', 'rates.latest'];
const CALLS: Readonly<Record<Kind, readonly string[]>> = {
  invoicing: [
    ...[...COMMON, 'fleio.claim', 'fleio.claim', 'fleio.release', 'fleio.due', 'fleio.agreements'],
    ...['claims.open', 'claims.attachPeriods', 'claims.attachIssue', 'claims.close', 'claims.close'],
    ...['invoices.findByKey', 'chargeLog.get', 'cycles.set'],
  ],
  'top-up': [...COMMON, 'fleio.topUp', 'fleio.topUp', 'fleio.other'],
  credit: [
    ...['fleio.changeCredit', 'fleio.changeCredit', 'fleio.other', 'outbox.save', 'outbox.save'],
    ...['outbox.forInvoice', 'outbox.listOpen', 'rates.latest'],
  ],
  login: ['fleio.other'],
};
const KINDS: readonly Kind[] = ['invoicing', 'invoicing', 'invoicing', 'top-up', 'credit', 'credit'];
const TOUCHES: readonly Touch[] = [
  'pay',
  'pay',
  'pay',
  'refund',
  'cancel',
  'delete',
  'collect',
  'hear-again',
];
const MINUTES = [1, 4, 11, 31, 60, 7 * 60, 13 * 60, 23 * 60, 24 * 60, 25 * 60, 3 * 24 * 60, 31 * 24 * 60];
const SKEWS = [0, 0, 0, 0, 3, -3, 4, -4, 60, -60, 13 * 60, -13 * 60, 24 * 60, -26 * 60];

const slot = fc.nat(1);
const who = fc.nat(2);
const just = <const T extends string>(value: T): fc.Arbitrary<T> => fc.constant(value);
const amount = fc.constantFrom(...AMOUNTS);
const strike = fc.constantFrom(...STRIKES);
const trouble = fc.constantFrom('die' as const, 'fail' as const);
const placeOf = (kind: Kind): fc.Arbitrary<Place> =>
  fc.record({ kind: fc.constant(kind), call: fc.constantFrom(...CALLS[kind]) });
const place = fc.oneof(...KINDS.map(placeOf));
const wholly = fc.constantFrom(...KINDS).map((kind) => ({ kind, call: null }));

const acts = {
  sound: fc.record({
    ...{ do: just('run'), place: wholly, isAfter: fc.constant(false) },
    ...{ trouble: fc.constant(null), strikes: fc.constant([]) },
  }),
  troubled: fc.record({
    ...{ do: just('run'), place, isAfter: fc.boolean() },
    ...{ trouble, strikes: fc.constant([]) },
  }),
  struck: fc.record({
    ...{ do: just('run'), place: fc.oneof(place, placeOf('login')), isAfter: fc.constant(false) },
    ...{ trouble: fc.constant(null), strikes: fc.array(strike, { minLength: 1, maxLength: 3 }) },
  }),
  start: fc.record({ do: just('start'), slot, place }),
  go: fc.record({ do: just('go'), slot, gates: fc.integer({ min: 1, max: 40 }) }),
  finish: fc.record({ do: just('finish'), slot }),
  trouble: fc.record({ do: trouble, slot }),
  strike: fc.record({ do: just('strike'), slot, strike }),
  use: fc.record({ do: just('use'), who, amount }),
  byHand: fc.record({
    ...{ do: just('by-hand'), who, amount },
    status: fc.constantFrom('unpaid', 'unpaid', 'draft'),
    currency: fc.constantFrom(null, null, 'EUR', 'JPY'),
  }),
  endCycle: fc.record({ do: just('end-cycle'), who }),
  status: fc.record({ do: just('status'), who, status: fc.constantFrom('active', 'active', 'suspended') }),
  agreement: fc.record({ do: just('agreement'), who, has: fc.constantFrom(true, false, null) }),
  touch: fc.record({ do: just('touch'), what: fc.constantFrom(...TOUCHES), invoice: fc.nat(2) }),
  gateway: fc.record({
    do: just('gateway'),
    mood: fc.constantFrom<GatewayMood>('pays', 'declines', 'pays-silently', 'loses'),
  }),
  human: fc.record({ do: just('human') }),
  wait: fc.record({ do: just('wait'), minutes: fc.constantFrom(...MINUTES) }),
  skew: fc.record({ do: just('skew'), minutes: fc.constantFrom(...SKEWS) }),
};

const OFTEN: readonly (readonly [weight: number, act: fc.Arbitrary<Step>])[] = [
  ...([
    [7, acts.sound],
    [6, acts.troubled],
    [4, acts.struck],
    [8, acts.start],
  ] as const),
  ...([
    [5, acts.go],
    [2, acts.finish],
    [3, acts.trouble],
    [2, acts.strike],
  ] as const),
  ...([
    [5, acts.use],
    [3, acts.byHand],
    [3, acts.endCycle],
    [1, acts.status],
  ] as const),
  ...([
    [1, acts.agreement],
    [9, acts.touch],
    [2, acts.gateway],
    [1, acts.human],
  ] as const),
  ...([
    [7, acts.wait],
    [2, acts.skew],
  ] as const),
];

export const step: fc.Arbitrary<Step> = fc.oneof(
  ...OFTEN.map(([weight, arbitrary]) => ({ weight, arbitrary })),
);

const WORK: readonly Kind[] = ['invoicing', 'invoicing', 'top-up', 'credit'];

/** Two runs at the same time, and what happens while both are under way. */
export const duel: fc.Arbitrary<readonly Step[]> = fc
  .record({
    before: fc.array(step, { maxLength: 4 }),
    rivals: fc.tuple(fc.oneof(...WORK.map(placeOf)), fc.oneof(...WORK.map(placeOf))),
    rounds: fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.array(step, { maxLength: 3 })), {
      ...{ minLength: 1, maxLength: 3 },
    }),
  })
  .map(({ before, rivals, rounds }) => [
    ...before,
    ...rivals.map((place, slot): Step => ({ do: 'start', slot, place })),
    ...rounds.flatMap(([first, second, events]): Step[] => [
      { do: 'go', slot: 0, gates: first },
      { do: 'go', slot: 1, gates: second },
      ...events,
    ]),
  ]);

import type { Charge, Fact, PlanLine, Rows } from '../../billing-audit/index.ts';
import { addDays, parseDay, parseInstant } from '../../core/time.ts';
import { expectSame } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { AuditRows, OpenedAuditSources } from './opened-sources.ts';

const NOTHING: AuditRows = { charges: [], planLines: [], facts: [] };
const DAY = parseDay('2026-07-10');
const WINDOW = { from: DAY, to: addDays(DAY, 2) };
/** More than a page of any store. */
const MANY = 2500;

function charge(id: string, day: string, amount = '2.50'): Charge {
  const line = { account: 'acme', deviceRef: 'aaaaaa', category: 'vms', text: 'guest' };
  const money = {
    quantity: '1',
    unitPrice: null,
    amount,
    packText: '10,000 Dollars',
    packDebits: ['1.29', '1.21'],
  };
  return { id, day, postedAt: null, ...line, ...money, origin: 'history' };
}

function planLine(observedAt: string, text: string): PlanLine {
  const line = { account: null, deviceRef: 'aaaaaa', category: 'vms', text };
  return { observedAt, ...line, cycleDays: 1, nextDue: null, quantity: null, unitPrice: '5', amount: '0.10' };
}

function revoked(at: string): Fact {
  return { kind: 'revoked', account: 'acme', device: 'aaaaaa1111', at };
}

async function listed<Row>(rows: Rows<Row>): Promise<Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

async function idsOf(rows: Rows<Charge>): Promise<string[]> {
  return (await listed(rows)).map(({ id }) => id);
}

/** Instants may come back as another text, or as a `Date`. */
function timeOf(fact: Fact): string {
  return parseInstant(fact.kind === 'missing' ? fact.goneAt : fact.at).toISOString();
}

/** What every store behind an audit must do. */
export const RULES: readonly StoreRule<OpenedAuditSources>[] = [
  {
    name: 'charges come back as they were stored, to the last digit',
    check: async ({ sources, store }) => {
      const row = charge('a#1', DAY, '0.166666666666');
      await store({ ...NOTHING, charges: [row] });
      expectSame(await listed(sources.charges.charges(WINDOW)), [row], 'the charge');
      expectSame(await listed(sources.charges.charges(WINDOW)), [row], 'the charge, read again');
    },
  },
  {
    name: 'charges come by day, and on one day by id in code units',
    check: async ({ sources, store }) => {
      const later = charge('0', WINDOW.to);
      const ids = ['b#1', 'a#2', 'a#10', 'B#1', 'é', '_', 'a#1'];
      await store({ ...NOTHING, charges: [later, ...ids.map((id) => charge(id, DAY))] });
      expectSame(await idsOf(sources.charges.charges(WINDOW)), [...ids.sort(), '0'], 'the ids');
    },
  },
  {
    name: 'a window has both of its days, and no other',
    check: async ({ sources, store }) => {
      const days = [-1, 0, 1, 2, 3].map((offset) => addDays(DAY, offset));
      await store({
        ...NOTHING,
        charges: days.flatMap((day) => [charge(`c ${day}`, day), charge(`k ${day}`, day, '-1')]),
      });
      const within = days.slice(1, 4);
      const both = within.flatMap((day) => [`c ${day}`, `k ${day}`]);
      const charges = (await idsOf(sources.charges.charges(WINDOW))).filter((id) => id.startsWith('c'));
      expectSame(
        charges,
        both.filter((id) => id.startsWith('c')),
        'the charges',
      );
      const credits = (await idsOf(sources.charges.credits(WINDOW))).sort();
      expectSame(
        credits,
        both.filter((id) => id.startsWith('k')),
        'the credits',
      );
    },
  },
  {
    name: `none of ${MANY} charges of a day is lost or told twice`,
    check: async ({ sources, store }) => {
      const ids = Array.from({ length: MANY }, (_none, index) => `c${String(index).padStart(6, '0')}`);
      await store({ ...NOTHING, charges: ids.toReversed().map((id) => charge(id, DAY)) });
      expectSame(await idsOf(sources.charges.charges(WINDOW)), ids, 'the ids');
    },
  },
  {
    name: 'credits are the lines below 0, whatever their digits',
    check: async ({ sources, store }) => {
      const amounts = ['-0.0001', '-2', '0', '0.00', '2', '10'];
      await store({ ...NOTHING, charges: amounts.map((amount) => charge(amount, DAY, amount)) });
      expectSame((await idsOf(sources.charges.credits(WINDOW))).sort(), ['-0.0001', '-2'], 'the credits');
    },
  },
  {
    name: 'plan lines come by instant, within UTC days, equal ones each for itself',
    check: async ({ sources, store }) => {
      const first = `${DAY}T00:00:00Z`;
      const last = `${WINDOW.to}T23:59:59Z`;
      const early = `${addDays(DAY, -1)}T23:59:59Z`;
      // 22:00 in New York is 02:00 UTC of the next day.
      const abroad = `${DAY}T22:00:00-04:00`;
      const rows = [last, abroad, early, first, first].map((at) => planLine(at, 'guest'));
      await store({ ...NOTHING, planLines: rows });
      const read = await listed(sources.plans.lines(WINDOW));
      const times = read.map(({ observedAt }) => parseInstant(observedAt).toISOString());
      const expected = [first, first, abroad, last].map((at) => parseInstant(at).toISOString());
      expectSame(times, expected, 'the instants');
    },
  },
  {
    name: 'facts come by instant, missing devices by when they were gone, up to the end of a UTC day',
    check: async ({ sources, store }) => {
      const missing: Fact = {
        kind: 'missing',
        account: 'acme',
        device: 'aaaaaa1111',
        seenAt: '2026-07-01T03:00:00Z',
        goneAt: '2026-07-09T03:00:00Z',
      };
      const old = revoked('2019-01-01T00:00:00Z');
      const within = revoked('2026-07-10T23:59:59Z');
      const after = revoked('2026-07-11T00:00:00Z');
      const between = revoked('2026-07-05T12:00:00+02:00');
      await store({ ...NOTHING, facts: [after, within, missing, between, old] });
      const read = await listed(sources.facts.facts(DAY));
      expectSame(read.map(timeOf), [old, between, missing, within].map(timeOf), 'the instants');
    },
  },
];

import { type AuditSources, inMemorySources } from 'reseller-sdk/billing-audit';
import { type AuditRows, auditSourceCases, type OpenedAuditSources } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

/** A store in memory; `spoil` gives it a defect. */
function open(spoil: (sources: AuditSources) => AuditSources = (sources) => sources): OpenedAuditSources {
  let sources = inMemorySources({ charges: [], facts: [] });
  return {
    store: (rows: AuditRows) => {
      sources = spoil(inMemorySources(rows));
    },
    sources: {
      charges: {
        charges: (window) => sources.charges.charges(window),
        credits: (window) => sources.charges.credits(window),
      },
      plans: { lines: (window) => sources.plans.lines(window) },
      facts: { facts: (until) => sources.facts.facts(until) },
    },
  };
}

describe('inMemorySources', () => {
  for (const { name, run } of auditSourceCases(() => open())) it(name, run);
});

async function reversed<Row>(rows: AsyncIterable<Row> | Iterable<Row>): Promise<Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list.reverse();
}

async function* later<Row>(rows: Promise<Row[]>): AsyncGenerator<Row> {
  yield* await rows;
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** A store with one defect, and the rule that finds it. */
const DEFECTS: Readonly<Record<string, (sources: AuditSources) => AuditSources>> = {
  'by id in code units': (sources) => ({
    ...sources,
    charges: { ...sources.charges, charges: (window) => later(reversed(sources.charges.charges(window))) },
  }),
  'a window has both of its days': (sources) => ({
    ...sources,
    charges: {
      ...sources.charges,
      charges: ({ from, to }) => sources.charges.charges({ from, to: dayBefore(to) as typeof to }),
    },
  }),
  'of a day is lost': (sources) => ({
    ...sources,
    charges: {
      ...sources.charges,
      async *charges(window) {
        let left = 1000;
        for await (const charge of sources.charges.charges(window)) if (left-- > 0) yield charge;
      },
    },
  }),
  'credits are the lines below 0': (sources) => ({
    ...sources,
    charges: { ...sources.charges, credits: (window) => sources.charges.charges(window) },
  }),
  'as they were stored': (sources) => ({
    ...sources,
    charges: {
      ...sources.charges,
      async *charges(window) {
        for await (const charge of sources.charges.charges(window)) {
          yield { ...charge, amount: Number(charge.amount).toFixed(4) };
        }
      },
    },
  }),
  'plan lines come by instant': (sources) => ({
    ...sources,
    plans: { lines: (window) => later(reversed(sources.plans.lines(window))) },
  }),
  'facts come by instant': (sources) => ({
    ...sources,
    facts: { facts: (until) => later(reversed(sources.facts.facts(until))) },
  }),
};

describe('each rule finds its defect', () => {
  it.each(Object.entries(DEFECTS))('%s', async (rule, spoil) => {
    const found = auditSourceCases(() => open(spoil)).find(({ name }) => name.includes(rule));
    await expect(found?.run()).rejects.toThrow();
  });
});

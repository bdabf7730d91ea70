import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LimitExceededError } from '../../src/core/errors/transport.ts';
import { client, rejection, type Seen } from './harness.ts';

const ORG = { organization: { sub_domain: 'acme' } };

interface ServerFacts {
  /** Rows of the whole list. */
  readonly rows: number;
  /** Rows of a page that the server gives, whatever was asked for. */
  readonly perPage: number;
  /** Whether it counts its rows. */
  readonly counted: boolean;
}

/** A server that pages a list of machines. */
function server({ rows, perPage, counted }: ServerFacts) {
  return ({ url }: Seen) => {
    const page = Number(url.searchParams.get('page'));
    const left = Math.max(0, Math.min(perPage, rows - (page - 1) * perPage));
    return {
      pagination: {
        current_page: page,
        total_pages: counted ? Math.ceil(rows / perPage) : null,
        total: counted ? rows : null,
        per_page: perPage,
        large_set: !counted,
      },
      virtual_machines: Array.from({ length: left }, (_row, at) => ({
        id: `vm_${(page - 1) * perPage + at}`,
      })),
    };
  };
}

const ids = (rows: number) => Array.from({ length: rows }, (_row, at) => `vm_${at}`);

async function idsOf(machines: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  const found: string[] = [];
  for await (const { id } of machines) found.push(id);
  return found;
}

describe('an iteration', () => {
  test('law of pages: every row comes once, in order, however the server cuts and counts', async () => {
    const facts = fc.record({
      rows: fc.nat(60),
      perPage: fc.integer({ min: 1, max: 20 }),
      counted: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(facts, fc.option(fc.integer({ min: 1, max: 30 })), async (list, asked) => {
        const { katapult, seen } = client(server(list));
        const params = { ...ORG, ...(asked !== null && { per_page: asked }) };
        expect(await idsOf(katapult.virtualMachines.iterate(params))).toEqual(ids(list.rows));
        const pages = list.rows / list.perPage;
        const calls = list.counted ? Math.ceil(pages) : Math.floor(pages) + 1;
        expect(seen).toHaveLength(Math.max(1, calls));
      }),
    );
  });

  test('gives each row to one of several that ask at the same time', async () => {
    const { katapult, seen } = client(server({ rows: 5, perPage: 2, counted: true }));
    const machines = katapult.virtualMachines.iterate(ORG);
    const answers = await Promise.all(Array.from({ length: 7 }, () => machines.next()));
    expect(answers.flatMap(({ value }) => value?.id ?? [])).toEqual(ids(5));
    expect(answers.map(({ done }) => done)).toEqual([false, false, false, false, false, true, true]);
    expect(seen).toHaveLength(3);
  });

  test('that is left asks for no further page', async () => {
    const { katapult, seen } = client(server({ rows: 100, perPage: 2, counted: true }));
    const found: string[] = [];
    for await (const { id } of katapult.virtualMachines.iterate(ORG)) {
      found.push(id);
      if (found.length === 3) break;
    }
    expect(found).toEqual(ids(3));
    expect(seen).toHaveLength(2);
  });

  test('that nobody begins sends nothing', () => {
    const { katapult, seen } = client([]);
    katapult.virtualMachines.iterate(ORG);
    expect(seen).toEqual([]);
  });

  test('leaves its parameters alone', async () => {
    const { katapult, seen } = client(server({ rows: 5, perPage: 2, counted: true }));
    const params = Object.freeze({ ...ORG, annotations: Object.freeze([{ key: 'a' }]) });
    await idsOf(katapult.virtualMachines.iterate(params));
    expect(params).toEqual({ ...ORG, annotations: [{ key: 'a' }] });
    expect(seen.map(({ url }) => url.searchParams.getAll('annotations[][key]'))).toEqual([
      ['a'],
      ['a'],
      ['a'],
    ]);
  });

  test('reads no more than 10000 pages unless told', async () => {
    const endless = ({ url }: Seen) => {
      const page = Number(url.searchParams.get('page'));
      return { pagination: { current_page: page, total_pages: 1e9 }, virtual_machines: [] };
    };
    const { katapult, seen } = client(endless, { onEvent: undefined });
    expect(await rejection(idsOf(katapult.virtualMachines.iterate(ORG)))).toBeInstanceOf(LimitExceededError);
    expect(seen).toHaveLength(10_000);
  }, 60_000);

  test('can end at its last page exactly', async () => {
    const { katapult } = client(server({ rows: 4, perPage: 2, counted: true }));
    expect(await idsOf(katapult.virtualMachines.iterate(ORG, { maxPages: 2 }))).toEqual(ids(4));
  });

  test('ends when it is aborted between pages', async () => {
    const stop = new AbortController();
    const { katapult, seen } = client(server({ rows: 4, perPage: 2, counted: true }));
    const machines = katapult.virtualMachines.iterate(ORG, { signal: stop.signal });
    await machines.next();
    stop.abort();
    await machines.next();
    expect(await rejection(machines.next())).toMatchObject({ name: 'AbortedError' });
    expect(seen).toHaveLength(1);
    expect(await machines.next()).toEqual({ done: true, value: undefined });
  });
});

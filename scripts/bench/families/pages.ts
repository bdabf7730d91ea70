import { paged } from '../../../src/core/http/paged.ts';
import type { Family } from '../family.ts';
import { agree, medians } from '../rounds.ts';

const PAGES = 1000;
const PER_PAGE = 1000;

const page: readonly number[] = Array.from({ length: PER_PAGE }, (_item, index) => index);

async function* allPages(): AsyncGenerator<readonly number[], void, undefined> {
  for (let index = 0; index < PAGES; index += 1) yield page;
}

/** The idiom: a generator of items over the pages. */
async function* generated(): AsyncGenerator<number, void, undefined> {
  for await (const items of allPages()) for (const item of items) yield item;
}

async function sum(items: AsyncIterable<number>): Promise<number> {
  let total = 0;
  for await (const item of items) total += item;
  return total;
}

async function sumOfPages(pages: AsyncIterable<readonly number[]>): Promise<number> {
  let total = 0;
  for await (const items of pages) for (const item of items) total += item;
  return total;
}

async function run() {
  const ways = {
    generator: () => sum(generated()),
    items: () => sum(paged(allPages())),
    pages: () => sumOfPages(paged(allPages()).pages()),
  };
  agree('R13', await ways.generator(), await ways.items(), await ways.pages());
  const us = await medians(ways, { rounds: 9, calls: 1, onProcessor: true });
  return [
    { name: `a generator over ${PAGES * PER_PAGE} items`, value: us.generator / 1000, unit: 'ms' },
    { name: 'that / pages()', value: us.generator / us.pages, unit: 'x', target: { atLeast: 50 } },
    { name: 'that / items of iterate()', value: us.generator / us.items, unit: 'x' },
  ] as const;
}

export const pagesFamily: Family = { title: 'R13 items of pages, against a generator of items', run };

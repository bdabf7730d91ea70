import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paged } from '../../../src/core/http/paged.ts';

/** Pages that come after a moment each, and what became of them. */
function source(lists: readonly (readonly number[])[], { failsAt }: { readonly failsAt?: number } = {}) {
  const seen = { asked: 0, closed: false };
  async function* pages(): AsyncGenerator<readonly number[], void, undefined> {
    try {
      for (const [index, list] of lists.entries()) {
        seen.asked += 1;
        await Promise.resolve();
        if (index === failsAt) throw new Error('page lost');
        yield list;
      }
    } finally {
      seen.closed = true;
    }
  }
  return { seen, items: paged(pages()) };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const lists = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 6 });

describe('items of pages', () => {
  test('law: they are the items of all pages in order, also for calls of next that overlap', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 5 }), async (pages, abreast) => {
        const { items } = source(pages);
        const got: number[] = [];
        for (let done = false; !done; ) {
          const results = await Promise.all(Array.from({ length: abreast }, () => items.next()));
          for (const result of results) if (!result.done) got.push(result.value);
          done = results.some((result) => result.done === true);
        }
        expect(got).toEqual(pages.flat());
        expect(await items.next()).toEqual({ done: true, value: undefined });
      }),
    );
  });

  test('a page is asked for when it is due', async () => {
    const { items, seen } = source([[1, 2], [3]]);
    expect(seen.asked).toBe(0);
    await items.next();
    await items.next();
    expect(seen.asked).toBe(1);
    await items.next();
    expect(seen.asked).toBe(2);
  });

  test('a loop that is left asks for no further page', async () => {
    const { items, seen } = source([[1, 2], [3]]);
    for await (const item of items) if (item === 1) break;
    expect(seen).toEqual({ asked: 1, closed: true });
    expect(await items.next()).toEqual({ done: true, value: undefined });
  });

  test('a page that fails ends the iteration behind the items before it', async () => {
    const { items } = source([[1], [2], [3]], { failsAt: 1 });
    const results = await Promise.allSettled([items.next(), items.next(), items.next()]);
    expect(results).toMatchObject([
      { value: { value: 1 } },
      { status: 'rejected', reason: { message: 'page lost' } },
      { value: { done: true } },
    ]);
  });

  test('pages come as lists, without the one that was begun', async () => {
    expect(await all(source([[1, 2], [], [3]]).items.pages())).toEqual([[1, 2], [], [3]]);
    const { items } = source([[1, 2], [3], [4]]);
    await items.next();
    expect(await all(items.pages())).toEqual([[3], [4]]);
  });
});

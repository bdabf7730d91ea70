import { expect, test } from 'vitest';
import { client, rejection, type Seen } from './harness.ts';

/** A server of `count` clients, two on a page; past the end it answers 404. */
const pages =
  (count: number) =>
  ({ url }: Seen): Response => {
    const page = Number(url.searchParams.get('page'));
    const from = (page - 1) * 2;
    if (from >= count) return Response.json({ detail: 'Invalid page.' }, { status: 404 });
    const objects = [from, from + 1].filter((id) => id < count).map((id) => ({ id }));
    return Response.json({ objects, next: from + 2 < count ? `${url.origin}/evil?page=7` : null });
  };

async function idsOf(objects: AsyncIterable<{ readonly id: unknown }>): Promise<unknown[]> {
  const ids: unknown[] = [];
  for await (const { id } of objects) ids.push(id);
  return ids;
}

test('yields every object of every page once, in order', async () => {
  const { fleio, seen } = client(pages(5));
  expect(await idsOf(fleio.clients.iterate())).toEqual([0, 1, 2, 3, 4]);
  expect(seen.map(({ url }) => url.pathname + url.search)).toEqual(
    [1, 2, 3].map((page) => `/backend/staffapi/clients?page=${page}`),
  );
});

test('hands different objects to parallel calls of next', async () => {
  const { fleio, seen } = client(pages(4));
  const users = fleio.users.iterate();
  const taken = await Promise.all([users.next(), users.next(), users.next(), users.next(), users.next()]);
  expect(taken.map(({ value }) => value?.id)).toEqual([0, 1, 2, 3, undefined]);
  expect(seen).toHaveLength(2);
});

test('asks for no further page when the loop is left', async () => {
  const { fleio, seen } = client(pages(100));
  for await (const _service of fleio.services.iterate()) break;
  expect(seen).toHaveLength(1);
});

test('reads as many pages as it may, and says so when more follow', async () => {
  const { fleio, seen } = client(pages(6));
  const services = fleio.services.iterate({}, { maxPages: 2 });
  expect([await services.next(), await services.next()].map(({ value }) => value)).toEqual([
    { id: 0 },
    { id: 1 },
  ]);
  expect((await rejection(idsOf(services))).name).toBe('LimitExceededError');
  expect(seen).toHaveLength(2);
  expect(await idsOf(client(pages(4)).fleio.services.iterate({}, { maxPages: 2 }))).toHaveLength(4);
});

test('keeps to the parameters that it was given', async () => {
  const params = { page: 2, page_size: 2 };
  const { fleio, seen } = client(pages(6));
  const clients = fleio.clients.iterate(params);
  await clients.next();
  params.page_size = 9;
  await idsOf(clients);
  expect(seen.map(({ url }) => url.search)).toEqual(['?page=2&page_size=2', '?page=3&page_size=2']);
});

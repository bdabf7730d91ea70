import { describe, expect, test } from 'vitest';
import { CLIENT_FIELD_LENGTHS, MAX_CLIENT_GROUPS, USER_FIELD_LENGTHS } from '../../src/fleio/index.ts';
import { client, rejection, UUID } from './harness.ts';

/** One character for the server, two units of a JavaScript string. */
const CLOUD = '\u{1F327}';
const USER = { email: 'ada@example.com', password: 'a-password', external_billing_id: UUID };
const NEW = { external_billing_id: UUID, currency: 'EUR', user: USER };

/** Contract 5.3, in its order. */
const CLIENT = Object.entries({
  ...{ first_name: 127, last_name: 127, company: 127, city: 127, state: 127 },
  ...{ address1: 255, address2: 255, zip_code: 10, phone: 64, country: 2 },
});
const OF_USER = Object.entries({ first_name: 150, last_name: 150, username: 150, email: 254 });

describe('the texts of a new client', () => {
  test('have the lengths of the server', () => {
    expect(CLIENT_FIELD_LENGTHS).toEqual(Object.fromEntries(CLIENT));
    expect(USER_FIELD_LENGTHS).toEqual(Object.fromEntries(OF_USER));
  });

  test.each(CLIENT)('%s has at most %i characters', async (name, longest) => {
    const { fleio } = client([{ id: 7 }, { id: 7 }]);
    await fleio.clients.create({ ...NEW, [name]: CLOUD.repeat(longest) });
    await fleio.clients.update({ id: 7, [name]: CLOUD.repeat(longest) });
    const long = { [name]: CLOUD.repeat(longest + 1) };
    expect(await rejection(fleio.clients.create({ ...NEW, ...long }))).toMatchObject({
      issues: [{ path: name }],
    });
    expect(await rejection(fleio.clients.update({ id: 7, ...long }))).toMatchObject({
      issues: [{ path: name }],
    });
  });

  test.each(OF_USER)('%s of the user has at most %i characters', async (name, longest) => {
    const { fleio } = client([{ id: 7 }]);
    const withUser = (text: string) => ({ ...NEW, user: { ...USER, [name]: text } });
    await fleio.clients.create(withUser('x'.repeat(longest)));
    expect(await rejection(fleio.clients.create(withUser('x'.repeat(longest + 1))))).toMatchObject({
      issues: [{ path: `user.${name}` }],
    });
  });
});

test('a new client has at most ten groups', async () => {
  const { fleio } = client([{ id: 7 }]);
  const groups = Array.from({ length: MAX_CLIENT_GROUPS }, (_none, index) => `group ${index}`);
  await fleio.clients.create({ ...NEW, groups });
  const tooMany = { ...NEW, groups: [...groups, 'one more'] };
  expect(await rejection(fleio.clients.create(tooMany))).toMatchObject({ issues: [{ path: 'groups' }] });
});

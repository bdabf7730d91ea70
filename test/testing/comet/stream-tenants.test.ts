import { streamEvents } from 'reseller-sdk/comet/events';
import { DEFAULT_ADMIN, FakeCometServer, fakeProfile } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { BASE } from './call.ts';

const admins = [DEFAULT_ADMIN, { username: 'tenant', password: 'tenant-password', organizationId: 'o' }];

function listen(fake: FakeCometServer, username: string, password: string) {
  const auth = { type: 'password', username, password } as const;
  return streamEvents({ baseUrl: BASE, auth, webSocket: fake.webSocket });
}

/** The resource of the next event. */
async function next(stream: ReturnType<typeof listen>): Promise<unknown> {
  const { value } = await stream.next();
  return value?.type === 'event' ? value.event.ResourceID : value?.type;
}

describe('the event stream', () => {
  test('tells a tenant of its own organization alone, and the top level of all', async () => {
    const fake = new FakeCometServer({ admins });
    const [top, tenant] = [listen(fake, 'admin', 'fake-password'), listen(fake, 'tenant', 'tenant-password')];
    expect([await next(top), await next(tenant)]).toEqual(['', '']);
    fake.emitEvent({ Type: 4101, ResourceID: 'theirs' });
    fake.emitEvent({ Type: 4101, ResourceID: 'own', OwnerOrganizationID: 'o' });
    expect([await next(top), await next(top)]).toEqual(['theirs', 'own']);
    expect(await next(tenant)).toBe('own');
    await Promise.all([top.return?.(), tenant.return?.()]);
  });

  test.each([
    ['a customer', 'acme', 'acme-password'],
    ['an administrator of a suspended tenant', 'tenant', 'tenant-password'],
  ])('refuses %s', async (_who, username, password) => {
    const fake = new FakeCometServer({
      admins,
      organizations: { o: { IsSuspended: true } },
      users: [fakeProfile({ Username: 'acme' })],
      passwords: { acme: 'acme-password' },
    });
    await expect(listen(fake, username, password).next()).rejects.toThrow();
    expect(fake.streams).toMatchObject([{ outcome: 'refused' }]);
  });
});

import {
  AbortedError,
  ConfigError,
  ConflictError,
  InvalidInputError,
  PermissionError,
  ValidationError,
} from 'reseller-sdk';
import { describe, expect, it } from 'vitest';
import { CLIENT, lost, PARENT, refusal, World } from './world.ts';

const CREATE = 'managedOrganizations.create';
const ANNOTATION = { key: 'reseller-sdk.client', value: CLIENT.id };

async function storeClaim(world: World, subDomain: string): Promise<void> {
  const claim = { subDomain, storedAt: world.clock.now().toISOString() };
  await world.store.save({ clientId: CLIENT.id, organizationId: null, claim, version: 1 }, 0);
}

describe('an organization that is stored', () => {
  it('wins without asking the API', async () => {
    const world = new World();
    await world.store.save({ clientId: CLIENT.id, organizationId: 'org_old', claim: null, version: 1 }, 0);
    expect(await world.ensure()).toEqual({ how: 'stored', organizationId: 'org_old' });
    expect(world.calls).toEqual([]);
  });

  it('is what a second order gets', async () => {
    const world = new World();
    const first = await world.ensure();
    expect(await world.ensure()).toEqual({ how: 'stored', organizationId: first.organizationId });
    expect(world.managed).toHaveLength(1);
  });
});

describe('a new organization', () => {
  it('is asked for with a random sub domain, the name and the annotation', async () => {
    const world = new World();
    const made = await world.ensure();
    const [post] = world.posts;
    expect(post).toEqual({
      organization: { id: PARENT.id },
      name: CLIENT.name,
      sub_domain: expect.stringMatching(/^[0-9a-f]{8}$/),
      annotations: [ANNOTATION],
    });
    expect(made).toEqual({ how: 'created', organizationId: 'org_made1', subDomain: post?.sub_domain });
    expect(await world.store.load(CLIENT.id)).toMatchObject({ organizationId: 'org_made1' });
  });

  it('has a sub domain that nobody can foresee', async () => {
    const worlds = Array.from({ length: 5 }, () => new World());
    for (const world of worlds) await world.ensure(CLIENT, { random: undefined });
    expect(new Set(worlds.map(({ posts: [post] }) => post?.sub_domain)).size).toBe(5);
  });

  it('has its sub domain stored, with the time, before it is asked for', async () => {
    const world = new World();
    world.around = async (name, run) => {
      if (name === CREATE) {
        const record = await world.store.load(CLIENT.id);
        expect(record?.claim).toEqual({
          subDomain: world.posts[0]?.sub_domain,
          storedAt: world.clock.now().toISOString(),
        });
      }
      return run();
    };
    await world.ensure();
    expect.assertions(1);
  });

  it('gets another sub domain where the first is refused, three POSTs at most', async () => {
    const world = new World();
    world.around = async (name, run) => {
      if (name === CREATE) throw refusal(ValidationError, CREATE, 422, 'validation_error');
      return run();
    };
    await expect(world.ensure()).rejects.toThrow(ValidationError);
    expect(new Set(world.posts.map(({ sub_domain }) => sub_domain)).size).toBe(3);
    expect(world.posts).toHaveLength(3);
  });

  it('is not asked for again where the API refuses for another reason', async () => {
    const world = new World();
    world.around = async (name, run) => {
      if (name === CREATE) throw refusal(ValidationError, CREATE, 422, 'organization_limit_reached');
      return run();
    };
    await expect(world.ensure()).rejects.toMatchObject({ code: 'organization_limit_reached' });
    expect(world.posts).toHaveLength(1);
  });

  it('is found where the answer to its POST was lost', async () => {
    const world = new World();
    world.around = async (name, run) => {
      const answer = await run();
      if (name === CREATE) throw lost(CREATE);
      return answer;
    };
    expect(await world.ensure()).toEqual({ how: 'found', by: 'subDomain', organizationId: 'org_made1' });
    expect(world.posts).toHaveLength(1);
  });

  it('is asked for again under the same sub domain where the POST itself was lost', async () => {
    const world = new World();
    world.around = async (name, run) => {
      if (name === CREATE && world.posts.length === 1) throw lost(CREATE);
      return run();
    };
    expect(await world.ensure()).toMatchObject({ how: 'created' });
    expect(world.posts.map(({ sub_domain }) => sub_domain)).toEqual(
      Array.from({ length: 2 }, () => world.managed[0]?.sub_domain),
    );
  });

  it('is left to a later order where the caller ended this one', async () => {
    const world = new World();
    const aborted = new AbortedError({ operation: CREATE, outcomeUnknown: true, attempts: 1 });
    world.around = async (name, run) => {
      const answer = await run();
      if (name === CREATE) throw aborted;
      return answer;
    };
    await expect(world.ensure()).rejects.toBe(aborted);
    expect(world.calls.at(-1)?.name).toBe(CREATE);
    expect(await world.ensure()).toMatchObject({ how: 'found', organizationId: 'org_made1' });
  });
});

describe('a stored sub domain', () => {
  it.each([
    { age: 120, managed: true, expected: 'org_seeded1' },
    { age: 121, managed: true, expected: 'org_made2' },
    { age: 0, managed: false, expected: 'org_made2' },
  ])('leads to $expected when its organization is $age s older, managed: $managed', async (row) => {
    const world = new World();
    await storeClaim(world, 'ab12cd34');
    const created_at = world.seconds() - row.age;
    world.seed({ sub_domain: 'ab12cd34', managed: row.managed, created_at });
    const { organizationId } = await world.ensure(CLIENT, { parent: PARENT.id });
    expect(organizationId).toBe(row.expected);
  });

  it('is asked for by whoever comes after a crash before the POST', async () => {
    const world = new World();
    await storeClaim(world, 'ab12cd34');
    expect(await world.ensure()).toMatchObject({ how: 'created', subDomain: 'ab12cd34' });
  });

  it('makes nothing new while its organization may not be seen', async () => {
    const world = new World();
    await storeClaim(world, 'ab12cd34');
    world.around = async (name, run) => {
      if (name === 'organizations.get') throw refusal(PermissionError, name, 403, 'organization_suspended');
      return run();
    };
    await expect(world.ensure()).rejects.toThrow(PermissionError);
    expect(world.posts).toEqual([]);
  });

  it('is given up where its organization belongs to another client', async () => {
    const world = new World();
    world.seed({ id: 'org_taken', sub_domain: 'ab12cd34' });
    await world.store.save({ clientId: 'other', organizationId: 'org_taken', claim: null, version: 1 }, 0);
    await storeClaim(world, 'ab12cd34');
    expect(await world.ensure()).toMatchObject({ how: 'created', organizationId: 'org_made2' });
  });
});

describe('an organization with the annotation', () => {
  it('is adopted', async () => {
    const world = new World();
    world.seed({ id: 'org_marked', annotations: [ANNOTATION] });
    world.seed({ annotations: [{ key: 'reseller-sdk.client', value: 'other' }] });
    expect(await world.ensure()).toEqual({ how: 'found', by: 'annotation', organizationId: 'org_marked' });
    expect(world.posts).toEqual([]);
  });

  it('is told by the namespace', async () => {
    const world = new World();
    world.seed({ annotations: [ANNOTATION] });
    expect(await world.ensure(CLIENT, { namespace: 'shop-two' })).toMatchObject({ how: 'created' });
    expect(world.posts[0]?.annotations).toEqual([{ key: 'shop-two.client', value: CLIENT.id }]);
  });

  it.each([1, 2])('means nothing where the API ignores the filter (%i managed)', async (count) => {
    const world = new World();
    for (let index = 0; index < count; index += 1) world.seed({});
    world.filter = 'ignored';
    expect(await world.ensure()).toMatchObject({ how: 'created' });
  });

  it('is refused where there are several, and nothing is created', async () => {
    const world = new World();
    world.seed({ id: 'org_one', annotations: [ANNOTATION] });
    world.seed({ id: 'org_two', annotations: [ANNOTATION] });
    const failure = await world.ensure().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConflictError);
    expect(failure).toMatchObject({
      code: 'AMBIGUOUS_ORGANIZATION',
      details: { organizationIds: ['org_one', 'org_two'] },
      message: expect.stringMatching(/^Several managed organizations .*org_one, org_two/),
    });
    expect(world.posts).toEqual([]);
  });

  it('is not adopted where another client has it', async () => {
    const world = new World();
    world.filter = 'caseless';
    const first = await world.ensure({ id: 'ab', name: 'Ada' });
    const second = await world.ensure({ id: 'AB', name: 'Bob' });
    expect(second).toMatchObject({ how: 'created' });
    expect(second.organizationId).not.toBe(first.organizationId);
  });
});

describe('the parent', () => {
  it.each([
    { parent: 'org_parent', organization: { id: 'org_parent' } },
    { parent: 'acme', organization: { sub_domain: 'acme' } },
  ])('is $parent as set', async ({ parent, organization }) => {
    const world = new World();
    await world.ensure(CLIENT, { parent });
    expect(world.posts[0]?.organization).toEqual(organization);
    expect(world.calls.map(({ name }) => name)).not.toContain('organizations.list');
  });

  it('is refused where the token sees several that nobody manages; it lists them', async () => {
    const world = new World();
    world.seed({ id: 'org_second', sub_domain: 'second', managed: false });
    world.seed({ id: 'org_client' });
    const failure = await world.ensure().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect(String(failure)).toContain('org_parent (acme), org_second (second)');
    expect(String(failure)).not.toContain('org_client');
    expect(world.posts).toEqual([]);
  });

  it('is refused where the token sees none', async () => {
    const world = new World();
    world.organizations.length = 0;
    await expect(world.ensure()).rejects.toThrow(ConfigError);
  });
});

it('refuses a client without id and name, with both issues', async () => {
  const world = new World();
  const failure = await world.ensure({ id: '', name: ' ' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InvalidInputError);
  expect(failure).toMatchObject({ issues: [{ path: 'id' }, { path: 'name' }] });
  expect(world.calls).toEqual([]);
});

it('refuses an empty namespace', () => {
  expect(() => new World().service({ namespace: '' })).toThrow(ConfigError);
});

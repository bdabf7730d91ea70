import { describe, expect, expectTypeOf, test } from 'vitest';
import { issuesOf } from '../../src/core/check.ts';
import type { ResultOf } from '../../src/katapult/operation.ts';
import {
  certificatesGet,
  diskBackupPoliciesList,
  diskBackupPoliciesUpdate,
  fileStorageVolumesGet,
  gpuTypesGet,
  ipAddressesGet,
  ipAddressesUnallocate,
  loadBalancersGet,
  objectStorageBucketsGet,
  organizationsGet,
  virtualMachinesBuild,
  virtualMachinesGet,
  virtualMachinesGetAuthorizedKeys,
  virtualMachinesList,
} from '../../src/katapult/operations/index.ts';
import { answerOf, catalogue, hasId, pairs, primaryType } from './catalogue.ts';

/** A place in an answer. */
interface Member {
  readonly path: string;
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Members of which nothing is known, or of which the documented form and that of the wire differ (K16). */
const OPEN = new Set(['field_of_tomorrow', 'any', 'allocation']);

/** Places down to the members of objects in the primary object, except those that may hold anything. */
function membersOf(value: unknown, path = '', depth = 0): Member[] {
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  if (Array.isArray(value)) return membersOf(value[0], `${path}[0]`, depth);
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => {
    if (OPEN.has(key) || isAny(holder[key])) return [];
    const here = path === '' ? key : `${path}.${key}`;
    return [{ path: here, holder, key }, ...membersOf(holder[key], here, depth + 1)];
  });
}

/** Whether a sample stands for a member that may be anything. */
function isAny(sample: unknown): boolean {
  return Array.isArray(sample) && sample[0] === null;
}

const objects = pairs.flatMap(({ entry, operation }) => {
  const answer = answerOf(entry);
  return answer === undefined ? [] : [{ entry, operation, answer, name: entry.sdk }];
});
const withPrimary = objects.flatMap((item) =>
  item.entry.primary === undefined ? [] : [{ ...item, primary: item.entry.primary }],
);

describe('an answer', () => {
  test.each(objects)('of $name passes with fields and enum values of tomorrow', ({ operation, answer }) => {
    expect(issuesOf(answer, operation.check)).toEqual([]);
  });

  test.each(withPrimary)('of $name passes with its primary key alone, the rest null or absent', (item) => {
    const { entry, operation, answer, primary } = item;
    const kept = Object.hasOwn(answer, 'annotations') ? { annotations: [] } : {};
    const type = primaryType(entry);
    const bare = hasId(type) ? { id: 'x_1' } : answer[primary];
    const alone = { ...kept, [primary]: type.endsWith('[]') && hasId(type) ? [bare] : bare };
    const nulls = Object.fromEntries(Object.keys(answer).map((key) => [key, null]));
    expect(issuesOf(alone, operation.check)).toEqual([]);
    expect(issuesOf({ ...nulls, ...alone }, operation.check)).toEqual([]);
  });

  test.each(withPrimary)('of $name fails without its primary key', ({ operation, answer, primary }) => {
    const { [primary]: _gone, ...rest } = answer;
    expect(issuesOf(rest, operation.check).map(({ path }) => path)).toEqual([primary]);
    expect(issuesOf({ ...rest, [primary]: null }, operation.check).map(({ path }) => path)).toEqual([
      primary,
    ]);
  });

  test.each(withPrimary.filter(({ entry }) => hasId(primaryType(entry))))(
    'of $name fails without the id in its primary key',
    ({ entry, operation, answer, primary }) => {
      const isList = primaryType(entry).endsWith('[]');
      for (const id of [undefined, null, 7]) {
        const item = { id };
        const broken = { ...answer, [primary]: isList ? [{ id: 'x_1' }, item] : item };
        const paths = issuesOf(broken, operation.check).map(({ path }) => path);
        expect(paths).toEqual([isList ? `${primary}[1].id` : `${primary}.id`]);
      }
    },
  );

  test.each(objects)('of $name fails when it is no object', ({ operation }) => {
    for (const body of [null, [], 'text', 7]) expect(issuesOf(body, operation.check)).toHaveLength(1);
  });

  test.each(withPrimary)(
    'of $name fails where a member has another type',
    ({ operation, answer, primary }) => {
      const wrong = answer[primary] === 'text' || answer[primary] === 'value_of_tomorrow' ? 7 : 'wrong';
      expect(issuesOf({ ...answer, [primary]: wrong }, operation.check)[0]?.path).toBe(primary);
    },
  );

  test.each(objects)('of $name is checked member by member', ({ operation, answer }) => {
    for (const { path, holder, key } of membersOf(answer)) {
      const right = holder[key];
      holder[key] = () => 'no JSON value';
      expect(issuesOf(answer, operation.check)[0]?.path).toBe(path);
      holder[key] = right;
    }
  });

  test('is checked in every depth', () => {
    const disk = { id: 'disk_1', size_in_gb: '40' };
    const found = issuesOf(
      { virtual_machine: { id: 'vm_1', zone: { data_center: { id: 7 } }, tags: [{ id: 'tag_1' }, disk, 1] } },
      virtualMachinesGet.check,
    );
    expect(found.map(({ path }) => path).sort()).toEqual([
      'annotations',
      'virtual_machine.tags[2]',
      'virtual_machine.zone.data_center.id',
    ]);
  });

  test('that is text is checked as text', () => {
    expect(virtualMachinesGetAuthorizedKeys.text).toBe(true);
    expect(issuesOf('ssh-ed25519 AAAA ada@example.com\n', virtualMachinesGetAuthorizedKeys.check)).toEqual(
      [],
    );
    expect(issuesOf({}, virtualMachinesGetAuthorizedKeys.check)).toHaveLength(1);
  });
});

describe('the wire differs from the schemas', () => {
  const passes = (body: unknown, check: typeof virtualMachinesGet.check): void =>
    expect(issuesOf(body, check)).toEqual([]);

  test('K16: polymorph fields come as type and value, and the documented form does not throw', () => {
    const ip_address = { id: 'ip_1', address: '192.0.2.7' };
    const value = { id: 'vm_1', name: 'web' };
    passes({ ip_address, allocation: null }, ipAddressesGet.check);
    passes({ ip_address, allocation: { type: 'VirtualMachine', value } }, ipAddressesGet.check);
    passes({ ip_address, allocation: value }, ipAddressesGet.check);
    const balancer = { id: 'lb_1', resources: [{ type: 'Tag', value }, { resources: value }] };
    passes({ load_balancer: balancer, annotations: [] }, loadBalancersGet.check);
    const policy = { id: 'dbp_1', target: { type: 'Disk', value: { id: 'disk_1' } } };
    passes({ disk_backup_policies: [policy] }, diskBackupPoliciesList.check);
  });

  test('K21: a certificate is one object, and may come as a list of one', () => {
    expect(certificatesGet.single).toBe('certificate');
    passes({ certificate: { id: 'cert_1' } }, certificatesGet.check);
  });

  test('K22: a data center may have no permalink', () => {
    const gpu_type = { id: 'gpu_1', data_centers: [null, { id: 'loc_1', permalink: null }] };
    passes({ gpu_type }, gpuTypesGet.check);
  });

  test('K24: the schedule of a changed backup policy has its fields', () => {
    const policy = { id: 'dbp_1', schedule: { interval: 'daily', time: 3 } };
    passes({ disk_backup_policy: policy }, diskBackupPoliciesUpdate.check);
    const wrong = { ...policy, schedule: { time: 'noon' } };
    const [issue] = issuesOf({ disk_backup_policy: wrong }, diskBackupPoliciesUpdate.check);
    expect(issue?.path).toBe('disk_backup_policy.schedule.time');
  });

  test('K25: fields that no schema has are typed', () => {
    const paths = [
      issuesOf(
        { virtual_machine: { id: 'vm_1', suspended: 'no' }, annotations: [] },
        virtualMachinesGet.check,
      ),
      issuesOf({ organization: { id: 'org_1', uuid: 7 } }, organizationsGet.check),
      issuesOf({ ip_address: { id: 'ip_1', subnet: { mask: 'x' } } }, ipAddressesGet.check),
      issuesOf({ object_storage_bucket: { custom_domains: {} } }, objectStorageBucketsGet.check),
      issuesOf(
        {
          file_storage_volume: { id: 'fsv_1', technology_generation: 'x', nfs_anon_uid: {} },
          annotations: [],
        },
        fileStorageVolumesGet.check,
      ),
    ].map((issues) => issues.map(({ path }) => path));
    expect(paths).toEqual([
      ['virtual_machine.suspended'],
      ['organization.uuid'],
      ['ip_address.subnet.mask'],
      ['object_storage_bucket.custom_domains'],
      ['file_storage_volume.technology_generation'],
    ]);
  });

  test('an empty answer is an answer', () => passes({}, ipAddressesUnallocate.check));
});

describe('the type of an answer', () => {
  type Machine = ResultOf<typeof virtualMachinesGet>['virtual_machine'];

  test('promises the primary object and its id, and of all else nothing but its type', () => {
    expectTypeOf<Machine['id']>().toEqualTypeOf<string>();
    expectTypeOf<Machine['fqdn']>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<Machine['suspended_at']>().toEqualTypeOf<number | null | undefined>();
    expectTypeOf<ResultOf<typeof virtualMachinesList>['virtual_machines'][number]['id']>().toBeString();
    expectTypeOf<ResultOf<typeof virtualMachinesList>['pagination']>().toBeNullable();
    expectTypeOf<ResultOf<typeof virtualMachinesGetAuthorizedKeys>>().toBeString();
  });

  test('leaves the sets of states open', () => {
    expectTypeOf<'state_of_tomorrow'>().toExtend<Exclude<Machine['state'], null | undefined>>();
  });
});

describe('what a client normalises', () => {
  test('annotations: exactly where the catalogue documents them', () => {
    const documented = catalogue.operations.filter(({ success }) => 'annotations' in (success.keys ?? {}));
    const annotated = pairs.filter(({ operation }) => operation.annotated === true);
    expect(annotated.map(({ entry }) => entry.sdk)).toEqual(documented.map(({ sdk }) => sdk));
    expect(issuesOf({ virtual_machine_build: { id: 'vmbuild_1' } }, virtualMachinesBuild.check)).toHaveLength(
      1,
    );
  });

  test('the other key of a build, and nothing else', () => {
    const aliases = pairs.flatMap(({ entry, operation }) =>
      operation.aliases === undefined ? [] : [[entry.sdk, operation.aliases]],
    );
    expect(aliases).toEqual([
      ['virtualMachines.build', { build: 'virtual_machine_build' }],
      ['virtualMachines.buildFromSpec', { build: 'virtual_machine_build' }],
      ['virtualMachineBuilds.get', { build: 'virtual_machine_build' }],
    ]);
    expect(pairs.flatMap(({ operation }) => operation.single ?? [])).toEqual(['certificate']);
  });

  test('pages: the 37 lists that have them name their items', () => {
    const paginated = catalogue.operations.filter(({ list }) => list?.paginated);
    const lists = pairs.filter(({ operation }) => operation.list !== undefined);
    expect(lists.map(({ operation }) => operation.list)).toEqual(paginated.map(({ list }) => list?.key));
    expect(lists).toHaveLength(37);
    expect(virtualMachinesList.list).toBe('virtual_machines');
  });
});

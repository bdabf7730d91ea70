import { describe, expect, expectTypeOf, test } from 'vitest';
import { type Check, issuesOf } from '../../src/core/check.ts';
import type { ParamsOf } from '../../src/katapult/operation.ts';
import {
  diskTemplatesList,
  fileStorageVolumesCreate,
  type VirtualMachinesBuildParams,
  virtualMachinesBuild,
  virtualMachinesChangePackage,
  virtualMachinesList,
  virtualMachinesRemove,
  virtualMachinesUpdate,
} from '../../src/katapult/operations/index.ts';
import type { OrganizationLookup } from '../../src/katapult/types/index.ts';
import { catalogue, lookupsOf, pairs, paramsOf, requiredOf } from './catalogue.ts';

const checked = pairs.flatMap(({ entry, operation }) =>
  operation.input === undefined
    ? []
    : [{ entry, name: entry.sdk, input: operation.input, params: paramsOf(entry) }],
);

/** The paths of everything that is wrong. */
function pathsOf(params: unknown, { input }: { readonly input?: Check }): string[] {
  if (input === undefined) throw new Error('this operation has no check of its parameters');
  return issuesOf(params, input).map(({ path }) => path);
}

describe('parameters', () => {
  test('are checked wherever there are any', () => {
    const some = catalogue.operations.filter(({ query, body }) => (query ?? body) !== undefined);
    expect(checked.map(({ name }) => name)).toEqual(some.map(({ sdk }) => sdk));
  });

  test.each(checked)('of $name pass when all are given, with values of tomorrow', ({ params, ...item }) => {
    expect(pathsOf({ ...params, parameter_of_tomorrow: null }, item)).toEqual([]);
  });

  test.each(checked)('of $name are all missed when nothing is given', ({ entry, ...item }) => {
    expect(pathsOf({}, item).sort()).toEqual(requiredOf(entry).sort());
  });

  test.each(checked)('of $name are refused one by one when their type is wrong', ({ params, ...item }) => {
    for (const name of Object.keys(params)) {
      for (const wrong of [() => 1, null]) {
        expect(pathsOf({ ...params, [name]: wrong }, item)).toEqual([name]);
      }
    }
  });

  test.each(checked)('of $name name one thing by exactly one known key', ({ entry, params, ...item }) => {
    for (const [name, [first = '', second]] of lookupsOf(entry)) {
      const broken = (lookup: unknown): string[] => pathsOf({ ...params, [name]: lookup }, item);
      expect(broken({})).toEqual([name]);
      expect(broken({ [first]: '' })).toEqual([`${name}.${first}`]);
      expect(broken({ [first]: 7 })).toEqual([`${name}.${first}`]);
      expect(broken({ [first]: 'x', nickname: 'y' })).toEqual([`${name}.nickname`]);
      expect(broken('x')).toEqual([name]);
      expect(broken({ [first]: 'x', nickname: undefined })).toEqual([]);
      if (second !== undefined) expect(broken({ [first]: 'x', [second]: 'y' })).toEqual([name]);
    }
  });

  test('fill every place of a path, also where the catalogue calls a lookup optional', () => {
    expect(pathsOf({}, virtualMachinesRemove)).toEqual(['virtual_machine']);
    for (const { entry, operation } of pairs) {
      const places = operation.path.split('/').filter((segment) => segment === '_').length;
      expect(entry.placeholders ?? [], entry.sdk).toHaveLength(places);
      expect(requiredOf(entry), entry.sdk).toEqual(expect.arrayContaining([...(entry.placeholders ?? [])]));
    }
  });

  test('are checked in every depth', () => {
    const params = {
      organization: { id: 'org_1' },
      package: { permalink: 'rock-3' },
      disks: [
        { size_in_gb: 10, io_profile: { id: 'a', permalink: 'b' } },
        { size_in_gb: 2.5 },
        { name: 'no size' },
      ],
      disk_template_options: [{ value: 'no key' }],
    };
    expect(pathsOf(params, virtualMachinesBuild)).toEqual([
      'disk_template_options[0].key',
      'disks[0].io_profile',
      'disks[1].size_in_gb',
      'disks[2].size_in_gb',
    ]);
  });

  test('of pages are whole numbers from 1', () => {
    const organization = { id: 'org_1' };
    for (const page of [0, -1, 1.5, '2', Number.NaN]) {
      expect(pathsOf({ organization, page, per_page: page }, virtualMachinesList)).toEqual([
        'page',
        'per_page',
      ]);
    }
    expect(pathsOf({ organization, page: 1, per_page: 200 }, virtualMachinesList)).toEqual([]);
  });

  test('may be null where the wire takes null (K14), and nowhere else', () => {
    const virtual_machine = { id: 'vm_1' };
    expect(pathsOf({ virtual_machine, properties: { group: null } }, virtualMachinesUpdate)).toEqual([]);
    expect(pathsOf({ virtual_machine, properties: { name: null } }, virtualMachinesUpdate)).toEqual([
      'properties.name',
    ]);
    const volume = { organization: { id: 'org_1' }, properties: { associations: null } };
    expect(pathsOf(volume, fileStorageVolumesCreate)).toEqual([]);
  });

  test('call a package by two names (K39)', () => {
    const change = { virtual_machine: { id: 'vm_1' }, package: { id: 'vmpkg_1' } };
    expect(pathsOf(change, virtualMachinesChangePackage)).toEqual(['virtual_machine_package']);
  });

  test('may be left out, or undefined, where they are optional', () => {
    const organization = { id: 'org_1' };
    expect(pathsOf({ organization }, diskTemplatesList)).toEqual([]);
    expect(pathsOf({ organization, operating_system: undefined }, diskTemplatesList)).toEqual([]);
  });

  test('have types that know as much', () => {
    expectTypeOf<{ readonly id: string }>().toExtend<OrganizationLookup>();
    expectTypeOf<{ readonly sub_domain: string }>().toExtend<OrganizationLookup>();
    expectTypeOf<{ readonly id: string; readonly sub_domain: string }>().not.toExtend<OrganizationLookup>();
    expectTypeOf<Record<never, never>>().not.toExtend<OrganizationLookup>();
    expectTypeOf<ParamsOf<typeof virtualMachinesBuild>>().toEqualTypeOf<VirtualMachinesBuildParams>();
  });
});

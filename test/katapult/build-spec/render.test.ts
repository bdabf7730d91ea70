import * as fc from 'fast-check';
import { InvalidInputError } from 'reseller-sdk';
import { type BuildSpec, parseBuildSpec, renderBuildSpec } from 'reseller-sdk/katapult/build-spec';
import { describe, expect, it } from 'vitest';
import { buildSpecs } from './specs.ts';

const SMALLEST: BuildSpec = { zone: { id: 'zone_1' }, resources: { memoryInGb: 2, cpuCores: 1 } };

/** Renders what only a program without types could pass, and lists the issues by path. */
function refusalOf(spec: object): Record<string, string> {
  try {
    Reflect.apply(renderBuildSpec, undefined, [spec]);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.code).toBe('INVALID_BUILD_SPEC');
    return Object.fromEntries(error.issues.map(({ path, message }) => [path, message]));
  }
  return {};
}

describe('renderBuildSpec', () => {
  it('law: what is rendered is read back the same', async () => {
    await fc.assert(
      fc.property(buildSpecs, (spec) => {
        const before = structuredClone(spec);
        expect(parseBuildSpec(renderBuildSpec(spec))).toEqual({ spec: before, unknown: [] });
        expect(spec).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it('writes the elements and `by` attributes of the vendor', () => {
    const xml = renderBuildSpec({
      dataCenter: { permalink: 'north-1' },
      resources: { package: { permalink: 'small-2' } },
      diskTemplate: {
        template: { permalink: 'templates/debian-12' },
        version: 3,
        options: [{ key: 'install_agent', value: 'true' }],
      },
      systemDisks: [{ name: 'Boot', sizeInGb: 40, speed: 'nvme' }],
      sharedDisks: [{ name: 'media' }, { id: 'disk_9' }],
      networkInterfaces: [
        {
          network: { permalink: 'north-1-public' },
          addressAllocations: [
            { type: 'new', version: 6, subnet: { address: '2001:db8::/64' } },
            { type: 'existing', address: { address: '192.0.2.7' } },
          ],
        },
        { virtualNetwork: { id: 'vnet_1' } },
      ],
      hostname: { random: true },
      name: 'Ada & Co',
      authorizedKeys: { users: [{ emailAddress: 'ada@example.com' }], sshKeys: 'all' },
      backupPolicies: [{ retention: 7, schedule: { interval: 'daily', frequency: 1, time: 3 } }],
      tags: ['shop'],
    });
    expect(xml.split('\n')[0]).toBe('<?xml version="1.0" encoding="UTF-8"?>');
    for (const part of [
      '<VirtualMachineSpec><DataCenter by="permalink">north-1</DataCenter>',
      '<Resources><Package by="permalink">small-2</Package></Resources>',
      '<DiskTemplate><DiskTemplate by="permalink">templates/debian-12</DiskTemplate>' +
        '<Version by="number">3</Version><Option key="install_agent">true</Option></DiskTemplate>',
      '<SystemDisks><Disk><Name>Boot</Name><Size>40</Size><Speed>nvme</Speed></Disk></SystemDisks>',
      '<SharedDisks><Disk by="name">media</Disk><Disk>disk_9</Disk></SharedDisks>',
      '<NetworkInterface><Network by="permalink">north-1-public</Network>' +
        '<IPAddressAllocation type="new"><Version>6</Version><Subnet by="address">2001:db8::/64</Subnet>' +
        '</IPAddressAllocation><IPAddressAllocation type="existing"><IPAddress by="address">192.0.2.7</IPAddress>' +
        '</IPAddressAllocation></NetworkInterface>',
      '<NetworkInterface><VirtualNetwork>vnet_1</VirtualNetwork></NetworkInterface>',
      '<Hostname><Hostname type="random"/></Hostname><Name>Ada &amp; Co</Name>',
      '<AuthorizedKeys><Users><User by="email_address">ada@example.com</User></Users><SSHKeys all="yes"/>',
      '<BackupPolicies><BackupPolicy><Retention>7</Retention><Schedule><Interval>daily</Interval>' +
        '<Frequency>1</Frequency><Time>3</Time></Schedule></BackupPolicy></BackupPolicies>',
      '<Tags><Tag>shop</Tag></Tags></VirtualMachineSpec>',
    ]) {
      expect(xml).toContain(part);
    }
  });

  it('leaves out undefined members and lists without items', () => {
    const xml = renderBuildSpec({ ...SMALLEST, tags: [], systemDisks: [], authorizedKeys: { users: [] } });
    expect(xml).toBe(renderBuildSpec({ ...SMALLEST, authorizedKeys: {} }));
    expect(xml).not.toMatch(/Tags|SystemDisks|Users/);
    expect(refusalOf({ ...SMALLEST, name: undefined, other: undefined })).toEqual({});
  });

  it('escapes text, so that a customer cannot order more than they name', () => {
    const name = '</Name><Tags><Tag>free</Tag></Tags><Name>';
    const { spec } = parseBuildSpec(renderBuildSpec({ ...SMALLEST, name }));
    expect(spec).toEqual({ ...SMALLEST, name });
  });

  it.each(['\u0000', '\u0008', '\u000B', '\u001F', '\uFFFE', '\uFFFF', '\uD800', 'a\uDC00'])(
    'refuses %j, which XML 1.0 cannot say',
    (text) => {
      const issues = refusalOf({
        ...SMALLEST,
        zone: { id: text },
        name: text,
        tags: ['fine', text],
        diskTemplate: { template: { id: 'dtpl_1' }, options: [{ key: text, value: text }] },
      });
      expect(Object.keys(issues)).toEqual([
        'zone.id',
        'diskTemplate.options[0].key',
        'diskTemplate.options[0].value',
        'name',
        'tags[1]',
      ]);
    },
  );

  it('refuses parts that exclude each other, and parts without which there is no machine', () => {
    expect(refusalOf({})).toEqual({
      '': 'must have either zone or dataCenter',
      resources: 'is missing',
    });
    expect(refusalOf({ ...SMALLEST, dataCenter: { id: 'dc_1' } })).toHaveProperty(['']);
    for (const resources of [
      {},
      { memoryInGb: 1 },
      { cpuCores: 1 },
      { package: { id: 'vmpkg_1' }, memoryInGb: 1, cpuCores: 1 },
      { package: { id: 'vmpkg_1' }, cpuCores: 1 },
    ]) {
      expect(refusalOf({ ...SMALLEST, resources })).toEqual({
        resources: 'must have either package, or memoryInGb and cpuCores',
      });
    }
    const both = { network: { id: 'netw_1' }, virtualNetwork: { id: 'vnet_1' } };
    expect(Object.keys(refusalOf({ ...SMALLEST, networkInterfaces: [{}, both] }))).toEqual([
      'networkInterfaces[0]',
      'networkInterfaces[1]',
    ]);
  });

  it('refuses sizes that are no whole numbers above 0', () => {
    for (const bad of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '40', null, 40n]) {
      const issues = refusalOf({
        ...SMALLEST,
        resources: { memoryInGb: bad, cpuCores: bad },
        systemDisks: [{ sizeInGb: bad }],
      });
      expect(Object.keys(issues)).toEqual([
        'resources.memoryInGb',
        'resources.cpuCores',
        'systemDisks[0].sizeInGb',
      ]);
    }
  });

  it('refuses lookups that name nothing, or more than one thing', () => {
    for (const zone of [
      {},
      { id: 'a', permalink: 'b' },
      { name: 'a' },
      { __proto__: null, ID: 'a' },
      'a',
      null,
      [],
    ]) {
      expect(refusalOf({ ...SMALLEST, zone })).toEqual({
        zone: 'must be an object with one member: id or permalink',
      });
    }
    expect(refusalOf({ ...SMALLEST, zone: { id: '' } })).toHaveProperty(['zone.id']);
    expect(refusalOf({ ...SMALLEST, zone: { id: 7 } })).toHaveProperty(['zone.id']);
    expect(refusalOf({ ...SMALLEST, zone: { id: 'a', permalink: undefined } })).toEqual({});
  });

  it('refuses misspelt members at every depth instead of building another machine', () => {
    const issues = refusalOf({
      ...SMALLEST,
      systemdisks: [],
      __proto__: { name: 'inherited' },
      systemDisks: [{ sizeInGb: 1, size: 1 }],
      diskTemplate: { template: { id: 'a' }, options: [{ key: 'k', value: 'v', secret: true }] },
      networkInterfaces: [{ network: { id: 'a' }, addressAllocations: [{ type: 'new', version: 4, ip: 1 }] }],
      backupPolicies: [{ retention: 1, schedule: { interval: 'daily', every: 2 } }],
    });
    expect(Object.keys(issues).sort()).toEqual([
      'backupPolicies[0].schedule.every',
      'diskTemplate.options[0].secret',
      'networkInterfaces[0].addressAllocations[0].ip',
      'systemDisks[0].size',
      'systemdisks',
    ]);
  });

  it('shows no more of an unknown member than its beginning', () => {
    const issues = refusalOf({ ...SMALLEST, ['x'.repeat(1_000_000)]: 1 });
    expect(Object.keys(issues)).toEqual([`${'x'.repeat(60)}…`]);
  });

  it('refuses what has another type than it should', () => {
    const issues = refusalOf({
      ...SMALLEST,
      diskTemplate: [],
      systemDisks: { sizeInGb: 1 },
      networkInterfaces: [
        { network: { id: 'a' }, addressAllocations: [{ type: 'free' }, { type: 'new', version: 5 }, null] },
      ],
      hostname: { random: false },
      name: '',
      authorizedKeys: { users: 'none', sshKeys: true, continuousManagement: 'no' },
      backupPolicies: [{ schedule: { interval: 'yearly', time: -1 } }],
    });
    expect(Object.keys(issues)).toEqual([
      'diskTemplate',
      'systemDisks',
      'networkInterfaces[0].addressAllocations[0].type',
      'networkInterfaces[0].addressAllocations[1].version',
      'networkInterfaces[0].addressAllocations[2].type',
      'hostname',
      'name',
      'authorizedKeys.users',
      'authorizedKeys.sshKeys',
      'authorizedKeys.continuousManagement',
      'backupPolicies[0].retention',
      'backupPolicies[0].schedule.interval',
      'backupPolicies[0].schedule.time',
    ]);
  });

  it('refuses an option that is given twice, and quotes no value of any', () => {
    const options = [
      { key: 'password', value: 'canary' },
      { key: 'password', value: 'canary\u0000' },
    ];
    const issues = refusalOf({ ...SMALLEST, diskTemplate: { template: { id: 'a' }, options } });
    expect(Object.keys(issues)).toEqual(['diskTemplate.options[1].key', 'diskTemplate.options[1].value']);
    expect(JSON.stringify(issues)).not.toContain('canary');
  });

  it('writes an option without text, as a template may have one', () => {
    const diskTemplate = { template: { id: 'a' }, options: [{ key: 'k', value: '' }] };
    expect(parseBuildSpec(renderBuildSpec({ ...SMALLEST, diskTemplate })).spec.diskTemplate).toEqual(
      diskTemplate,
    );
  });
});

import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { InvalidInputError } from 'reseller-sdk';
import { parseBuildSpec, renderBuildSpec } from 'reseller-sdk/katapult/build-spec';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildSpecs } from './specs.ts';

const spec = (inner: string): string => `<VirtualMachineSpec>${inner}</VirtualMachineSpec>`;

function refusalOf(xml: string): InvalidInputError {
  try {
    parseBuildSpec(xml);
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('parseBuildSpec', () => {
  const printed = vi.fn();
  beforeEach(() => {
    for (const level of ['log', 'warn', 'error'] as const)
      vi.spyOn(console, level).mockImplementation(printed);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    expect(printed).not.toHaveBeenCalled();
  });

  it('reads the normalised echo of the vendor', () => {
    const echo = `<?xml version="1.0"?>
      <VirtualMachineSpec>
        <Hostname><Hostname>svc-101</Hostname></Hostname>
        <DataCenter>dc_Jq9</DataCenter>
        <!-- the order is free -->
        <DiskTemplate>
          <Option key="install_agent">true</Option>
          <Version by="number">3</Version>
          <DiskTemplate by="permalink">templates/debian-12</DiskTemplate>
        </DiskTemplate>
        <Resources><Package by="permalink">small-2</Package></Resources>
        <AuthorizedKeys continuous_management="no"><SSHKeys all="yes"></SSHKeys><Users all="no"/></AuthorizedKeys>
        <NetworkInterfaces>
          <NetworkInterface>
            <IPAddressAllocation type="existing"><IPAddress by="address">192.0.2.7</IPAddress></IPAddressAllocation>
            <Network by="permalink">north-1-public</Network>
          </NetworkInterface>
        </NetworkInterfaces>
        <SystemDisks><Disk><Size> 40 </Size></Disk></SystemDisks>
      </VirtualMachineSpec>`;
    expect(parseBuildSpec(echo)).toEqual({
      spec: {
        hostname: 'svc-101',
        dataCenter: { id: 'dc_Jq9' },
        diskTemplate: {
          template: { permalink: 'templates/debian-12' },
          version: 3,
          options: [{ key: 'install_agent', value: 'true' }],
        },
        resources: { package: { permalink: 'small-2' } },
        authorizedKeys: { continuousManagement: false, sshKeys: 'all', users: [] },
        networkInterfaces: [
          {
            network: { permalink: 'north-1-public' },
            addressAllocations: [{ type: 'existing', address: { address: '192.0.2.7' } }],
          },
        ],
        systemDisks: [{ sizeInGb: 40 }],
      },
      unknown: [],
    });
  });

  it('reads an echo that says nothing', () => {
    expect(parseBuildSpec('\uFEFF<?xml version="1.0"?>\n<VirtualMachineSpec/>\n')).toEqual({
      spec: {},
      unknown: [],
    });
  });

  it('skips what it does not know, and lists it', () => {
    const { spec: read, unknown } = parseBuildSpec(
      spec(`
        stray
        <Gpu count="1"><Type>big</Type></Gpu>
        <Zone by="planet" since="2026">earth</Zone>
        <SystemDisks>
          <Disk><Size>1</Size></Disk>
          <Disk encrypted="yes"><Size>2</Size><Speed>warp</Speed><Raid/></Disk>
          <Tape/>
        </SystemDisks>
        <NetworkInterfaces><NetworkInterface>
          <IPAddressAllocation type="leased"/>
          <IPAddressAllocation type="new"><Version>4</Version></IPAddressAllocation>
        </NetworkInterface></NetworkInterfaces>
        <Name>a<b/>c</Name>`),
    );
    expect(read).toEqual({
      systemDisks: [{ sizeInGb: 1 }, { sizeInGb: 2 }],
      networkInterfaces: [{ addressAllocations: [{ type: 'new', version: 4 }] }],
      name: 'ac',
    });
    expect(unknown.map((path) => path.replace('VirtualMachineSpec/', '')).sort()).toEqual([
      'Gpu',
      'Name/b',
      'NetworkInterfaces/NetworkInterface[1]/IPAddressAllocation[1]',
      'SystemDisks/Disk[2]/@encrypted',
      'SystemDisks/Disk[2]/Raid',
      'SystemDisks/Disk[2]/Speed',
      'SystemDisks/Tape',
      'Zone/@by',
      'Zone/@since',
      'text()',
    ]);
  });

  it('refuses known elements with a content that cannot be, with every problem', () => {
    const { code, issues } = refusalOf(
      spec(`
        <Resources><Memory>lots</Memory><CPUCores/></Resources>
        <SystemDisks><Disk><Name>a</Name></Disk><Disk><Size>1.5</Size></Disk></SystemDisks>
        <Name>one</Name><Name>two</Name>
        <Tags><Tag>&#1;</Tag></Tags>
        <DiskTemplate><DiskTemplate>x</DiskTemplate><Option>y</Option><Option key="&#2;"/></DiskTemplate>`),
    );
    expect(code).toBe('INVALID_BUILD_SPEC');
    expect(issues.map(({ path }) => path.replace('VirtualMachineSpec/', '')).sort()).toEqual([
      'DiskTemplate/Option[1]/@key',
      'DiskTemplate/Option[2]/@key',
      'Name',
      'Resources/CPUCores',
      'Resources/Memory',
      'SystemDisks/Disk[1]/Size',
      'SystemDisks/Disk[2]/Size',
      'Tags/Tag[1]',
    ]);
    expect(refusalOf('<Spec/>').issues).toEqual([
      { path: 'VirtualMachineSpec', message: 'must be the root element' },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['text', 'Not found'],
    ['JSON', '{"error":"gone"}'],
    ['an open element', '<VirtualMachineSpec><Name>'],
    ['a wrong end', '<VirtualMachineSpec></Name>'],
    ['two roots', '<VirtualMachineSpec/><VirtualMachineSpec/>'],
    ['an attribute without quotes', '<VirtualMachineSpec a=1/>'],
    ['a repeated attribute', '<VirtualMachineSpec a="1" a="2"/>'],
    ['an undefined entity', spec('<Name>&canary;</Name>')],
    ['a document type', `<!DOCTYPE VirtualMachineSpec>${spec('')}`],
    [
      'entities that multiply',
      `<!DOCTYPE a [<!ENTITY b "canary"><!ENTITY c "&b;&b;&b;">]>${spec('<Name>&c;</Name>')}`,
    ],
    [
      'an external entity',
      `<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]>${spec('<Name>&f;</Name>')}`,
    ],
    ['a text that is too long', spec(`<Name>${'a'.repeat(131_072)}</Name>`)],
  ])('refuses %s', (_what, xml) => {
    const error = refusalOf(xml);
    expect(error.code).toBe('MALFORMED_XML');
    expect(error.cause).toBeUndefined();
    expect(inspect(error)).not.toContain('canary');
  });

  it('says where the XML breaks, and quotes none of it', () => {
    const error = refusalOf(
      '<VirtualMachineSpec>\n  <Option key="password">canary</Opt>\n</VirtualMachineSpec>',
    );
    expect(error.message).toContain('line 2');
    expect(`${inspect(error, { depth: 9 })}${JSON.stringify(error)}`).not.toContain('canary');
  });

  it('takes names of the language for names of elements', () => {
    const { spec: read, unknown } = parseBuildSpec(
      spec('<__proto__><Name>x</Name></__proto__><constructor/>'),
    );
    expect(Object.keys(read)).toEqual([]);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(unknown).toEqual(['VirtualMachineSpec/__proto__', 'VirtualMachineSpec/constructor']);
  });

  it('law: damaged XML is read or refused, and nothing else happens', async () => {
    await fc.assert(
      fc.property(buildSpecs, fc.nat(), fc.nat(40), fc.string({ maxLength: 5 }), (given, at, length, put) => {
        const xml = renderBuildSpec(given);
        const from = at % xml.length;
        const damaged = xml.slice(0, from) + put + xml.slice(from + length);
        try {
          expect(parseBuildSpec(damaged).spec).toBeTypeOf('object');
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes hostile shapes without drowning in them', () => {
    const most = 130_000;
    for (const [piece, end] of [
      ['<a>', ''],
      ['<!---->', ''],
      ['&amp;', ''],
      ['<Tags>', '</Tags>'],
    ] as const) {
      const count = Math.floor(most / (piece.length + end.length));
      const started = performance.now();
      try {
        parseBuildSpec(spec(piece.repeat(count) + end.repeat(count)));
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
      }
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  });
});

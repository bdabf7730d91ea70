import * as fc from 'fast-check';
import type { BuildSpec, BuildSpecBackupPolicy } from 'reseller-sdk/katapult/build-spec';

/** Any text that XML 1.0 can say, with what is easily lost: line ends, blanks, markup, the borders of its range. */
const xmlText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      '\t',
      ' ',
      '<',
      '>',
      '&',
      '"',
      "'",
      ']]>',
      '&amp;',
      '\u0085',
      '\u2028',
    ),
    fc.constantFrom('\uFEFF', '\uE000', '\uFFFD', '\u{10FFFF}', 'é', '🦊', '<!--', 'a', '1'),
  ),
  maxLength: 8,
});
const name = xmlText.filter((text) => text !== '');
const size = fc.integer({ min: 1, max: 100_000 });

const byId = name.map((id) => ({ id }));
const byPermalink = name.map((permalink) => ({ permalink }));
const byName = name.map((text) => ({ name: text }));
const byAddress = name.map((address) => ({ address }));
const idOrPermalink = fc.oneof(byId, byPermalink);
const some = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { minLength: 1, maxLength: 3 });

const backupPolicies: fc.Arbitrary<BuildSpecBackupPolicy[]> = some(
  fc.record({
    retention: size,
    schedule: fc.record(
      {
        interval: fc.constantFrom('hourly', 'daily', 'weekly', 'monthly'),
        frequency: size,
        time: fc.nat(86_399),
      },
      { requiredKeys: ['interval'] },
    ),
  }),
);

const disk = fc.record(
  {
    name,
    sizeInGb: size,
    speed: fc.constantFrom('ssd', 'nvme'),
    ioProfile: idOrPermalink,
    fileSystemType: name,
    backupPolicies,
  },
  { requiredKeys: ['sizeInGb'] },
);

const allocation = fc.oneof(
  fc.record(
    { type: fc.constant('new'), version: fc.constantFrom(4, 6), subnet: fc.oneof(byId, byAddress) },
    { requiredKeys: ['type', 'version'] },
  ),
  fc.record({ type: fc.constant('existing'), address: fc.oneof(byId, byAddress) }),
);

const interfaceDetails = fc.record(
  { speedProfile: idOrPermalink, addressAllocations: some(allocation) },
  { requiredKeys: [] },
);
const networkInterface = fc.oneof(
  fc.tuple(interfaceDetails, idOrPermalink).map(([details, network]) => ({ ...details, network })),
  fc.tuple(interfaceDetails, byId).map(([details, virtualNetwork]) => ({ ...details, virtualNetwork })),
);

const details = fc.record(
  {
    diskTemplate: fc.record(
      {
        template: idOrPermalink,
        version: size,
        options: fc.uniqueArray(fc.record({ key: name, value: xmlText }), {
          selector: ({ key }) => key,
          minLength: 1,
          maxLength: 3,
        }),
      },
      { requiredKeys: ['template'] },
    ),
    systemDisks: some(disk),
    sharedDisks: some(fc.oneof(byId, byName)),
    networkInterfaces: some(networkInterface),
    hostname: fc.oneof(name, fc.constant({ random: true } as const)),
    name,
    description: name,
    iso: byId,
    group: fc.oneof(byId, byName),
    authorizedKeys: fc.record(
      {
        users: fc.oneof(
          fc.constant('all' as const),
          some(
            fc.oneof(
              byId,
              name.map((emailAddress) => ({ emailAddress })),
            ),
          ),
        ),
        sshKeys: fc.oneof(fc.constant('all' as const), some(byId)),
        continuousManagement: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    backupPolicies,
    tags: some(name),
  },
  { requiredKeys: [] },
);

const location = fc.oneof(
  idOrPermalink.map((zone) => ({ zone })),
  fc.oneof(byId, byName, byPermalink).map((dataCenter) => ({ dataCenter })),
);

const resources = fc.oneof(
  idOrPermalink.map((item) => ({ package: item })),
  fc.record({ memoryInGb: size, cpuCores: size }),
);

/** Any build specification. */
export const buildSpecs: fc.Arbitrary<BuildSpec> = fc
  .tuple(details, location, resources)
  .map(([parts, place, amount]) => ({ ...parts, ...place, resources: amount }));

import { SecretBox } from 'reseller-sdk';
import {
  InMemoryVmRepository,
  type VmOrder,
  VmProvisioner,
  type VmProvisionerOptions,
} from 'reseller-sdk/katapult/vm';
import { FakeClock, seededRandom } from 'reseller-sdk/testing';
import { World } from './world.ts';

export const SERVICE = 'service-101';

export const ORDER: VmOrder = {
  organizationId: 'org_1',
  hostname: 'web-1',
  request: {
    kind: 'package',
    package: { permalink: 'small' },
    data_center: { permalink: 'north-1' },
    disk_template: { permalink: 'templates/debian-12' },
  },
};

export const secretBox = new SecretBox({ keys: [{ id: 'k1', key: new Uint8Array(32).fill(7) }] });

let requests = 0;

/** A clock, a vendor, a repository, and provisioners on them. */
export function setUp(options: Partial<VmProvisionerOptions> = {}) {
  const clock = new FakeClock('2026-03-01T12:00:00Z');
  const world = new World(clock);
  const repository = new InMemoryVmRepository();
  const open = (more: Partial<VmProvisionerOptions> = {}): VmProvisioner =>
    new VmProvisioner({
      katapult: world,
      repository,
      secretBox,
      clock,
      sleep: clock.sleep,
      random: seededRandom(1),
      newRequestId: () => {
        requests += 1;
        return `request-${requests}`;
      },
      ...options,
      ...more,
    });
  const provisioner = open();
  /** Lets time go by in small pieces, ticking what is due. */
  const pass = async (seconds: number, by = provisioner): Promise<void> => {
    for (let gone = 0; gone < seconds; gone += 10) {
      clock.advance(10_000);
      await by.tickDue();
    }
  };
  const eventTypes = async (): Promise<string[]> =>
    (await repository.pending(0, 1000)).map(({ event }) => event.type);
  return { clock, world, repository, open, provisioner, pass, eventTypes };
}

/** As `setUp`, with a machine that is built. */
export async function setUpBuilt(options: Partial<VmProvisionerOptions> = {}) {
  const all = setUp(options);
  await all.provisioner.request(SERVICE, ORDER);
  await all.pass(60);
  const record = await all.repository.load(SERVICE);
  const machine = all.world.machines.get(record?.vmId ?? '');
  if (record?.state !== 'built' || machine === undefined) throw new Error('the machine is not built');
  return { ...all, record, machine };
}

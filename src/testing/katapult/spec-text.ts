import type { KatapultNetwork, KatapultPackage, KatapultZone } from './entities.ts';
import type { MachinePlan } from './machines.ts';
import { type XmlElement, xmlText } from './xml.ts';

interface Choices {
  readonly zone: KatapultZone;
  readonly pack: KatapultPackage | undefined;
  readonly network: KatapultNetwork | undefined;
}

/** The spec that says what a simple build asks for, in the form in which builds show it. */
export function renderSpec(plan: MachinePlan, { zone, pack, network }: Choices): string {
  const leaf = (name: string, text: string, attributes: Record<string, string> = {}): XmlElement => ({
    ...{ name, text, attributes, children: [] },
  });
  const group = (name: string, ...children: XmlElement[]): XmlElement => ({
    ...{ name, children, attributes: {}, text: '' },
  });
  const { disks, template, hostname, name } = plan;
  const root = group(
    'VirtualMachineSpec',
    leaf('DataCenter', zone.data_center),
    group('Resources', ...(pack ? [leaf('Package', pack.permalink, { by: 'permalink' })] : [])),
    ...(template
      ? [group('DiskTemplate', leaf('DiskTemplate', template.permalink, { by: 'permalink' }))]
      : []),
    group(
      'SystemDisks',
      ...disks.map((disk) =>
        group('Disk', leaf('Name', disk.name ?? ''), leaf('Size', String(disk.size_in_gb))),
      ),
    ),
    group(
      'NetworkInterfaces',
      ...(network
        ? [group('NetworkInterface', leaf('Network', network.permalink, { by: 'permalink' }))]
        : []),
    ),
    group('Hostname', leaf('Hostname', hostname)),
    leaf('Name', name),
  );
  return xmlText(root);
}

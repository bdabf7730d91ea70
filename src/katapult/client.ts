import { KatapultConnection } from './connection.ts';
import { KatapultAddressListEntriesGroup } from './generated/groups/katapult/address-list-entries.ts';
import { KatapultAddressListsGroup } from './generated/groups/katapult/address-lists.ts';
import { KatapultApiTokensGroup } from './generated/groups/katapult/api-tokens.ts';
import { KatapultCertificatesGroup } from './generated/groups/katapult/certificates.ts';
import { KatapultCountriesGroup } from './generated/groups/katapult/countries.ts';
import { KatapultCountryStatesGroup } from './generated/groups/katapult/country-states.ts';
import { KatapultCurrenciesGroup } from './generated/groups/katapult/currencies.ts';
import { KatapultDataCentersGroup } from './generated/groups/katapult/data-centers.ts';
import { KatapultDiskBackupPoliciesGroup } from './generated/groups/katapult/disk-backup-policies.ts';
import { KatapultDiskIoProfilesGroup } from './generated/groups/katapult/disk-io-profiles.ts';
import { KatapultDiskTemplateVersionsGroup } from './generated/groups/katapult/disk-template-versions.ts';
import { KatapultDiskTemplatesGroup } from './generated/groups/katapult/disk-templates.ts';
import { KatapultDisksGroup } from './generated/groups/katapult/disks.ts';
import { KatapultDnsRecordsGroup } from './generated/groups/katapult/dns-records.ts';
import { KatapultDnsZonesGroup } from './generated/groups/katapult/dns-zones.ts';
import { KatapultFileStorageVolumesGroup } from './generated/groups/katapult/file-storage-volumes.ts';
import { KatapultGpuTypesGroup } from './generated/groups/katapult/gpu-types.ts';
import { KatapultIpAddressesGroup } from './generated/groups/katapult/ip-addresses.ts';
import { KatapultLoadBalancerRulesGroup } from './generated/groups/katapult/load-balancer-rules.ts';
import { KatapultLoadBalancersGroup } from './generated/groups/katapult/load-balancers.ts';
import { KatapultManagedOrganizationsGroup } from './generated/groups/katapult/managed-organizations.ts';
import { KatapultNetworkSpeedProfilesGroup } from './generated/groups/katapult/network-speed-profiles.ts';
import { KatapultNetworksGroup } from './generated/groups/katapult/networks.ts';
import { KatapultObjectStorageAccessKeysGroup } from './generated/groups/katapult/object-storage-access-keys.ts';
import { KatapultObjectStorageAccountsGroup } from './generated/groups/katapult/object-storage-accounts.ts';
import { KatapultObjectStorageBucketsGroup } from './generated/groups/katapult/object-storage-buckets.ts';
import { KatapultOperatingSystemsGroup } from './generated/groups/katapult/operating-systems.ts';
import { KatapultOrganizationsGroup } from './generated/groups/katapult/organizations.ts';
import { KatapultSecurityGroupRulesGroup } from './generated/groups/katapult/security-group-rules.ts';
import { KatapultSecurityGroupsGroup } from './generated/groups/katapult/security-groups.ts';
import { KatapultSshKeysGroup } from './generated/groups/katapult/ssh-keys.ts';
import { KatapultTagsGroup } from './generated/groups/katapult/tags.ts';
import { KatapultTasksGroup } from './generated/groups/katapult/tasks.ts';
import { KatapultTrashObjectsGroup } from './generated/groups/katapult/trash-objects.ts';
import { KatapultUsersGroup } from './generated/groups/katapult/users.ts';
import { KatapultVirtualMachineBuildsGroup } from './generated/groups/katapult/virtual-machine-builds.ts';
import { KatapultVirtualMachineGroupsGroup } from './generated/groups/katapult/virtual-machine-groups.ts';
import { KatapultVirtualMachineNetworkInterfacesGroup } from './generated/groups/katapult/virtual-machine-network-interfaces.ts';
import { KatapultVirtualMachinePackagesGroup } from './generated/groups/katapult/virtual-machine-packages.ts';
import { KatapultVirtualMachinesGroup } from './generated/groups/katapult/virtual-machines.ts';
import { KatapultVirtualNetworksGroup } from './generated/groups/katapult/virtual-networks.ts';
import { KatapultZonesGroup } from './generated/groups/katapult/zones.ts';

/**
 * The whole Katapult core API: groups of methods, one method for each operation of the vendor. Parameters and
 * answers keep the vendor's names.
 *
 * @example
 * const katapult = new KatapultClient({ token });
 * const { task } = await katapult.virtualMachines.start({ virtual_machine: { id } });
 * for await (const machine of katapult.virtualMachines.iterate({ organization: { sub_domain: 'acme' } })) {
 *   console.log(machine.fqdn);
 * }
 */
export class KatapultClient extends KatapultConnection {
  /** Addresses on address lists. */
  readonly addressListEntries = new KatapultAddressListEntriesGroup(this);
  /** Lists of addresses that security rules refer to. */
  readonly addressLists = new KatapultAddressListsGroup(this);
  /** API tokens of an organization. New secrets are in the answers of `create` and `regenerateSecret` alone. */
  readonly apiTokens = new KatapultApiTokensGroup(this);
  /** TLS certificates. */
  readonly certificates = new KatapultCertificatesGroup(this);
  /** Countries. */
  readonly countries = new KatapultCountriesGroup(this);
  /** States of countries. */
  readonly countryStates = new KatapultCountryStatesGroup(this);
  /** Currencies. */
  readonly currencies = new KatapultCurrenciesGroup(this);
  /** Data centers. */
  readonly dataCenters = new KatapultDataCentersGroup(this);
  /** Backup policies of disks and virtual machines. */
  readonly diskBackupPolicies = new KatapultDiskBackupPoliciesGroup(this);
  /** I/O profiles of disks. */
  readonly diskIoProfiles = new KatapultDiskIoProfilesGroup(this);
  /** Versions of disk templates and the options that they ask for. */
  readonly diskTemplateVersions = new KatapultDiskTemplateVersionsGroup(this);
  /** Disk templates: what a disk is installed from. */
  readonly diskTemplates = new KatapultDiskTemplatesGroup(this);
  /** Disks, attached to virtual machines or not. */
  readonly disks = new KatapultDisksGroup(this);
  /** Records of DNS zones. */
  readonly dnsRecords = new KatapultDnsRecordsGroup(this);
  /** DNS zones and the name servers for them. */
  readonly dnsZones = new KatapultDnsZonesGroup(this);
  /** File storage volumes. */
  readonly fileStorageVolumes = new KatapultFileStorageVolumesGroup(this);
  /** Types of GPU. */
  readonly gpuTypes = new KatapultGpuTypesGroup(this);
  /** IP addresses, allocated or free. */
  readonly ipAddresses = new KatapultIpAddressesGroup(this);
  /** Rules of load balancers. */
  readonly loadBalancerRules = new KatapultLoadBalancerRulesGroup(this);
  /** Load balancers. */
  readonly loadBalancers = new KatapultLoadBalancersGroup(this);
  /** Organizations that another one manages, such as those of a reseller's customers. */
  readonly managedOrganizations = new KatapultManagedOrganizationsGroup(this);
  /** Speed profiles of networks. */
  readonly networkSpeedProfiles = new KatapultNetworkSpeedProfilesGroup(this);
  /** Networks: those that an organization may use, and the default one of a data center. */
  readonly networks = new KatapultNetworksGroup(this);
  /** Access keys of object storage. Their secret keys are in the answer that makes them alone. */
  readonly objectStorageAccessKeys = new KatapultObjectStorageAccessKeysGroup(this);
  /** Object storage accounts of organizations. */
  readonly objectStorageAccounts = new KatapultObjectStorageAccountsGroup(this);
  /** Buckets of object storage and the objects in them. */
  readonly objectStorageBuckets = new KatapultObjectStorageBucketsGroup(this);
  /** Operating systems. */
  readonly operatingSystems = new KatapultOperatingSystemsGroup(this);
  /** Organizations that the token reaches. */
  readonly organizations = new KatapultOrganizationsGroup(this);
  /** Rules of security groups. */
  readonly securityGroupRules = new KatapultSecurityGroupRulesGroup(this);
  /** Security groups: firewall rules for virtual machines. */
  readonly securityGroups = new KatapultSecurityGroupsGroup(this);
  /** Public SSH keys of an organization. */
  readonly sshKeys = new KatapultSshKeysGroup(this);
  /** Tags of an organization. */
  readonly tags = new KatapultTagsGroup(this);
  /** Tasks: what the API does after it has answered. */
  readonly tasks = new KatapultTasksGroup(this);
  /** The trash: what was deleted, until it is purged or restored. */
  readonly trashObjects = new KatapultTrashObjectsGroup(this);
  /** The user of the token, and users of an organization. */
  readonly users = new KatapultUsersGroup(this);
  /** Builds of virtual machines. */
  readonly virtualMachineBuilds = new KatapultVirtualMachineBuildsGroup(this);
  /** Groups that spread virtual machines over hosts. */
  readonly virtualMachineGroups = new KatapultVirtualMachineGroupsGroup(this);
  /** Network interfaces of virtual machines. */
  readonly virtualMachineNetworkInterfaces = new KatapultVirtualMachineNetworkInterfacesGroup(this);
  /** Packages: sizes of virtual machines. */
  readonly virtualMachinePackages = new KatapultVirtualMachinePackagesGroup(this);
  /** Virtual machines: build, read, power, package, console, delete. */
  readonly virtualMachines = new KatapultVirtualMachinesGroup(this);
  /** Virtual networks. */
  readonly virtualNetworks = new KatapultVirtualNetworksGroup(this);
  /** Zones of data centers. */
  readonly zones = new KatapultZonesGroup(this);
}

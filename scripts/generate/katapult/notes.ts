/** What operations do whose method is no plain reading, creating, changing or deleting. */
export const PURPOSES: Readonly<Record<string, string>> = {
  'addressListEntries.createMany': 'Adds and removes several entries of an address list at once.',
  'addressLists.listGlobal': 'A page of the address lists that every organization may use.',
  'apiTokens.regenerateSecret': 'Replaces the secret of an API token; the answer holds the new one.',
  'diskBackupPolicies.createForDisk': 'Creates a backup policy for one disk.',
  'diskBackupPolicies.createForVirtualMachine': 'Creates a backup policy for all disks of a virtual machine.',
  'diskBackupPolicies.removeSchedule': 'Ends the schedule of a backup policy, whose backups stay.',
  'diskTemplateVersions.getSpec': 'Reads the fields that a version of a disk template asks for.',
  'disks.assign': 'Assigns a disk to a virtual machine.',
  'disks.attach': 'Attaches a disk to its virtual machine; the answer has the task.',
  'disks.changeIoProfile': 'Changes the IO profile of a disk; the answer has the task.',
  'disks.detach': 'Detaches a disk from its virtual machine; the answer has the task.',
  'disks.resize': 'Changes the size of a disk; the answer has the task.',
  'disks.unassign': 'Takes a disk away from its virtual machine.',
  'dnsZones.listNameservers': 'The names of all name servers for the DNS zones of an organization.',
  'dnsZones.verify': 'Asks for the check that a DNS zone is under control of its owner.',
  'ipAddresses.unallocate': 'Takes an IP address away from what it is allocated to; the address stays.',
  'networks.getDefault': 'Reads the default network of a data center.',
  'networks.listAvailable': 'All networks and virtual networks that an organization may use.',
  'objectStorageAccessKeys.generateCredentials':
    'Makes new credentials for an access key; the answer holds the secret.',
  'objectStorageAccounts.create': 'Opens object storage for an organization in a region.',
  'objectStorageBuckets.createPresignedUrl': 'Makes an address that gives access to one object for a while.',
  'objectStorageBuckets.getObject': 'Reads what is known about one object of a bucket.',
  'objectStorageBuckets.revokePresignedUrls': 'Ends all presigned addresses of a bucket.',
  'organizations.getDeletionSteps': 'What must be done before a managed organization can be deleted.',
  'organizations.getPolicy': 'The policy of an organization: its limits and features.',
  'organizations.getPolicyLimits': 'The limits that the policy of an organization sets.',
  'organizations.getPrices': 'All prices of an organization in its currency.',
  'organizations.list': 'All organizations that the token can reach.',
  'organizations.listUsersWithAccess': 'A page of the users with access to an organization.',
  'trashObjects.purge': 'Deletes an object in the trash for good; the answer has the task.',
  'trashObjects.purgeAll': 'Empties the trash of an organization; the answer has the task.',
  'trashObjects.restore': 'Takes an object out of the trash.',
  'users.getCurrent': 'Reads the user to whom the token belongs, with their organizations.',
  'users.invalidateLinkedWebSession': 'Ends the web session that is linked to the token.',
  'virtualMachineBuilds.get': 'Reads one build of a virtual machine.',
  'virtualMachineNetworkInterfaces.allocateIp': 'Allocates an existing IP address to a network interface.',
  'virtualMachineNetworkInterfaces.allocateNewIp': 'Allocates a new IP address to a network interface.',
  'virtualMachineNetworkInterfaces.attach': 'Attaches a network interface; the answer has the task.',
  'virtualMachineNetworkInterfaces.detach': 'Detaches a network interface; the answer has the task.',
  'virtualMachineNetworkInterfaces.getForNetwork':
    'Reads the network interface of a virtual machine on a given network.',
  'virtualMachineNetworkInterfaces.listAvailableIps': 'All IP addresses that a network interface could take.',
  'virtualMachineNetworkInterfaces.updateSpeedProfile':
    'Changes the speed profile of a network interface; the answer has the task.',
  'virtualMachines.allocateIp':
    'Allocates an existing IP address to the first network interface that can take it.',
  'virtualMachines.build': 'Orders a virtual machine of a package.',
  'virtualMachines.buildFromSpec': 'Orders a virtual machine by an XML specification.',
  'virtualMachines.changeFlexibleResources':
    'Changes the CPU cores and the memory of a virtual machine; the answer has the task.',
  'virtualMachines.changePackage': 'Moves a virtual machine to another package; the answer has the task.',
  'virtualMachines.createConsoleSession': 'Opens a console session on a running virtual machine.',
  'virtualMachines.getAuthorizedKeys':
    'Reads the SSH keys that may log in to the virtual machine to which the token belongs.',
  'virtualMachines.remove': 'Moves a virtual machine to the trash.',
  'virtualMachines.reset': 'Resets a virtual machine as its button would; the answer has the task.',
  'virtualMachines.shutdown': 'Asks the system of a virtual machine to shut down; the answer has the task.',
  'virtualMachines.start': 'Starts a virtual machine; the answer has the task.',
  'virtualMachines.stop': 'Switches a virtual machine off; the answer has the task.',
};

/** What a caller should know besides. */
export const NOTES: Readonly<Record<string, string>> = {
  'addressListEntries.createMany': 'The answer says nothing.',
  'diskBackupPolicies.listForVirtualMachine': '`include_disks` adds the policies of the attached disks.',
  'diskTemplates.list':
    'Without `include_universal` only the own templates of the organization come. Permalinks contain a slash.',
  'disks.list': 'The items come as `disk`, in the singular.',
  'disks.remove': 'It goes to the trash.',
  'fileStorageVolumes.remove': 'It goes to the trash.',
  'ipAddresses.create': '`no_available_addresses` means that the network is full, not that the API is down.',
  'ipAddresses.get': '`allocation` is null or a type and a value.',
  'ipAddresses.remove': 'The answer says nothing.',
  'managedOrganizations.list': 'The items come as `organizations`.',
  'managedOrganizations.remove': 'Any other organization is refused.',
  'networks.listAvailable': 'Two lists, both whole.',
  'organizations.get': 'The answer has no annotations.',
  'organizations.getPolicy': 'Refused for managed organizations.',
  'organizations.getPrices': 'Refused for managed organizations. Prices are JSON numbers.',
  'securityGroups.remove':
    'The scope is documented in the singular, unlike those of all other calls of the group.',
  'trashObjects.restore': 'When the restoring is finished is not documented.',
  'users.invalidateLinkedWebSession': 'It signs nobody on.',
  'virtualMachineNetworkInterfaces.allocateNewIp':
    '`no_available_addresses` means that the network is full, not that the API is down.',
  'virtualMachinePackages.list': 'All packages, or those that the organization may use.',
  'virtualMachines.build':
    'One of `zone` and `data_center` is needed. The package is called `package` here. The task in the answer is sparse; `build` is the deprecated twin of `virtual_machine_build`.',
  'virtualMachines.buildFromSpec': '`invalid_spec_xml` has its reasons in one text.',
  'virtualMachines.changePackage':
    'The package is called `virtual_machine_package` here. Fewer cores or less memory need a stopped machine.',
  'virtualMachines.createConsoleSession': '`virtual_machine_must_be_started` tells the current state.',
  'virtualMachines.get': 'The answer holds the initial root password.',
  'virtualMachines.list':
    'Items are sparse: they have neither state nor password, organization or annotations, and of IP addresses only the address.',
  'virtualMachines.remove':
    'It stays there for 48 hours. The answer has the trash object, and the machine with its initial root password.',
  'virtualMachines.update': 'A `group` of null takes the machine out of its group.',
};

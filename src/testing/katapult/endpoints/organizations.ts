import { hasAnnotations } from '../annotations.ts';
import { reaches } from '../auth.ts';
import type { Handlers, KatapultCall } from '../call.ts';
import type { KatapultOrganization } from '../entities.ts';
import { page } from '../pages.ts';
import { invalid, Refusal } from '../refusal.ts';
import { organizationOf } from '../resolve.ts';
import { addOrganization, KATAPULT_CURRENCY } from '../seed.ts';
import { organizationItem, organizationView } from '../views.ts';

const SUB_DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function managedBy({ world }: KatapultCall, parent: string): KatapultOrganization[] {
  return [...world.state.organizations.values()].filter((candidate) => candidate.parent === parent);
}

function listManaged(call: KatapultCall): object {
  const { world, args } = call;
  const wanted = world.behaviour.filterAnnotations ? args.pairs('annotations') : [];
  const rows = managedBy(call, organizationOf(call).id).filter(({ annotations }) =>
    hasAnnotations(annotations, wanted),
  );
  return page(
    call,
    rows.map(({ id, name, sub_domain, infrastructure_domain, created_at }) => {
      return { id, name, sub_domain, infrastructure_domain, created_at, managed: true };
    }),
  );
}

/** Refusals as contract 9.1 names them; a sub domain is taken across all organizations. */
function createManaged(call: KatapultCall): object {
  const { world, args } = call;
  const parent = organizationOf(call);
  if (parent.parent !== null || managedBy(call, parent.id).length >= world.managedLimit) {
    throw new Refusal('organization_limit_reached');
  }
  const name = args.text('name') ?? '';
  const sub_domain = args.text('sub_domain') ?? '';
  if (name.trim() === '') throw invalid("Name can't be blank");
  if (!SUB_DOMAIN.test(sub_domain)) throw invalid('Sub domain is invalid');
  const taken = [...world.state.organizations.values()].some((other) => other.sub_domain === sub_domain);
  if (taken) throw invalid('Sub domain has been taken');
  const annotations = [...args.pairs('annotations')];
  const organization = addOrganization(world, { name, sub_domain, parent: parent.id, annotations });
  return {
    organization: organizationView(organization),
    ...(world.behaviour.sendAnnotations ? { annotations } : {}),
  };
}

const STEPS = [
  ...['managed_organizations', 'virtual_machines', 'disks', 'file_storage_volumes', 'disk_backup_policies'],
  ...['isos', 'disk_templates', 'load_balancers', 'dns_zones', 'empty_trash', 'virtual_networks'],
  ...['ip_addresses', 'object_storage', 'ensure_zero_balance', 'ensure_no_outstanding_invoices'],
];

/** What has to be done before an organization can be deleted (contract 9.2). */
function deletionSteps(
  call: KatapultCall,
  { id }: KatapultOrganization,
): Record<string, { satisfied: boolean }> {
  const { state } = call.world;
  const owned = {
    managed_organizations: managedBy(call, id),
    virtual_machines: state.virtualMachines,
    disks: state.disks,
    disk_backup_policies: state.backupPolicies,
    disk_templates: state.diskTemplates,
    empty_trash: state.trash,
    ip_addresses: state.ipAddresses,
  };
  const left = new Map<string, boolean>();
  for (const [step, rows] of Object.entries(owned)) {
    const all: readonly object[] = [...rows.values()];
    left.set(
      step,
      step === 'managed_organizations' ? all.length > 0 : all.some((row) => ownerOf(row) === id),
    );
  }
  return Object.fromEntries(
    STEPS.map((step) => [
      step,
      { satisfied: left.get(step) !== true, description: step.replaceAll('_', ' ') },
    ]),
  );
}

function ownerOf(row: object): unknown {
  return Reflect.get(row, 'organization');
}

function removeManaged(call: KatapultCall): object {
  const organization = organizationOf(call);
  if (organization.parent === null) throw new Refusal('managed_organization_required');
  const steps = deletionSteps(call, organization);
  if (Object.values(steps).some(({ satisfied }) => !satisfied)) {
    throw new Refusal('deletion_steps_not_satisfied', { steps });
  }
  call.world.state.organizations.delete(organization.id);
  return { success: true };
}

/** Managed organizations have neither a policy nor prices of their own (contract 4.4). */
function requireOwnBill(call: KatapultCall, what: 'policy' | 'prices'): void {
  const { parent } = organizationOf(call);
  if (parent !== null) throw new Refusal(`${what}_not_available_for_managed_organizations`);
}

function getPolicy(call: KatapultCall): object {
  requireOwnBill(call, 'policy');
  const limits = {
    virtual_machines: { limit: 100, current: call.world.state.virtualMachines.size, unit: null },
  };
  return {
    ...{ policy_type: 'auto', policy_name: 'Standard', limits },
    features: { flexible_virtual_machine_resources: { permitted: call.world.flexibleResources } },
    reasons_for_disallowing_resource_creation: [],
  };
}

function getPrices(call: KatapultCall): object {
  requireOwnBill(call, 'prices');
  const prices = [...call.world.state.packages.values()].map(({ permalink, name, cpu_cores }) => {
    const variants = [{ id: 'monthly', description: null, price: cpu_cores * 7.2 }];
    return {
      resource: permalink,
      category: 'virtual_machine',
      description: name,
      price: cpu_cores * 0.01,
      variants,
    };
  });
  return { currency: KATAPULT_CURRENCY, ...page(call, prices) };
}

/** Organizations, those managed among them. */
export const ORGANIZATION_HANDLERS: Handlers = {
  'organizations.list': (call) => {
    const rows = [...call.world.state.organizations.values()].filter((row) => reaches(call.token, row));
    return page(call, rows.map(organizationItem));
  },
  'organizations.get': (call) => ({ organization: organizationView(organizationOf(call)) }),
  'organizations.getPolicy': getPolicy,
  'organizations.getPrices': getPrices,
  'organizations.getDeletionSteps': (call) => ({ steps: deletionSteps(call, organizationOf(call)) }),
  'managedOrganizations.list': listManaged,
  'managedOrganizations.create': createManaged,
  'managedOrganizations.remove': removeManaged,
  'users.getCurrent': ({ world, token }) => {
    if (token.organization_id !== null) throw new Refusal('no_user_associated_with_identity');
    const organizations = [...world.state.organizations.values()];
    return {
      user: { id: 'user_fakefakefakefake', first_name: 'Ada', last_name: 'Example', avatar_url: '' },
      organizations: organizations.map(({ id, name, sub_domain }) => ({ id, name, sub_domain })),
      api_token_id: token.id,
    };
  },
};

import { organizationsGet } from '../../generated/operations/organizations.ts';
import { virtualMachinesGet, virtualMachinesList } from '../../generated/operations/virtual-machines.ts';
import type { VmFindEffect } from '../effect.ts';
import type { PerformTools } from './tools.ts';
import { isGone, trashPlaceOf } from './trouble.ts';

/** Before the request, in milliseconds: clocks differ. */
const EARLIEST_MS = 120_000;
/** Items of an annotation list that are all looked at; more mean that the filter may not be honoured. */
const BELIEVABLE = 30;
const PAGE = 200;

/** What a look-up needs besides the effect. */
export type FindTools = Pick<PerformTools, 'caller' | 'annotationKey' | 'ownerOf'>;

interface Listed {
  readonly id: string;
  readonly hostname?: string | null | undefined;
  readonly created_at?: number | null | undefined;
}

interface Seen {
  readonly vm: Listed;
  /** Values under our annotation key. */
  readonly marks: readonly string[];
}

/**
 * Ids of the VMs that a build may have made: those that show one of its request ids, else those that have its host
 * name, are not older than it and belong to nobody else.
 *
 * Source: rule D16 of the Katapult contract.
 */
export async function findVms(wanted: VmFindEffect, tools: FindTools): Promise<readonly string[]> {
  const marked = await markedVms(wanted, tools);
  return marked.length > 0 ? marked : namedVms(wanted, tools);
}

async function markedVms(wanted: VmFindEffect, tools: FindTools): Promise<readonly string[]> {
  const { caller, annotationKey: key } = tools;
  const hits = new Set<string>();
  for (const value of wanted.requestIds) {
    const listed: Listed[] = [];
    const organization = { id: wanted.organizationId };
    const query = { organization, annotations: [{ key, value }], per_page: PAGE };
    for await (const vm of caller.iterate(virtualMachinesList, query)) listed.push(vm);
    const likely = listed.length > BELIEVABLE ? listed.filter((vm) => isYoung(vm, wanted)) : listed;
    for (const { id } of likely) {
      const seen = await look({ id }, tools);
      if (seen?.marks.includes(value)) hits.add(id);
    }
  }
  return [...hits];
}

async function namedVms(wanted: VmFindEffect, tools: FindTools): Promise<readonly string[]> {
  const hits = new Set<string>();
  const atName = await lookAtName(wanted, tools);
  if (atName !== undefined && (await isOurs(atName, wanted, tools))) hits.add(atName.vm.id);
  const hostname = wanted.hostname.toLowerCase();
  const namesakes: Listed[] = [];
  const query = { organization: { id: wanted.organizationId }, per_page: PAGE };
  for await (const vm of tools.caller.iterate(virtualMachinesList, query)) {
    if (vm.hostname?.toLowerCase() === hostname && isYoung(vm, wanted)) namesakes.push(vm);
  }
  for (const { id } of namesakes) {
    if (hits.has(id)) continue;
    const seen = await look({ id }, tools);
    if (seen !== undefined && (await isOurs(seen, wanted, tools))) hits.add(id);
  }
  return [...hits];
}

async function lookAtName(wanted: VmFindEffect, tools: FindTools): Promise<Seen | undefined> {
  const lookup = { organization: { id: wanted.organizationId } };
  const { organization } = await tools.caller.call(organizationsGet, lookup);
  const { infrastructure_domain: domain } = organization;
  return domain ? look({ fqdn: `${wanted.hostname.toLowerCase()}.${domain}` }, tools) : undefined;
}

/** A VM with its marks; undefined when it is gone or in the trash. */
async function look(
  lookup: { readonly id: string } | { readonly fqdn: string },
  { caller, annotationKey }: FindTools,
): Promise<Seen | undefined> {
  try {
    const answer = await caller.call(virtualMachinesGet, { virtual_machine: lookup });
    const marks = answer.annotations.filter(({ key }) => key === annotationKey);
    return { vm: answer.virtual_machine, marks: marks.map(({ value }) => value ?? '') };
  } catch (error) {
    if (isGone(error) || trashPlaceOf(error) !== undefined) return undefined;
    throw error;
  }
}

/** A VM of our host name may be another customer's, made before the name was free, or by an attempt that is known. */
async function isOurs({ vm, marks }: Seen, wanted: VmFindEffect, tools: FindTools): Promise<boolean> {
  if (!isYoung(vm, wanted) || marks.some((mark) => !wanted.requestIds.includes(mark))) return false;
  const owner = await tools.ownerOf(vm.id);
  return owner === null || owner === wanted.serviceId;
}

function isYoung({ created_at: createdAt }: Listed, { since }: VmFindEffect): boolean {
  return typeof createdAt === 'number' && createdAt * 1000 >= Date.parse(since) - EARLIEST_MS;
}

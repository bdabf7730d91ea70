import { endCycleNow, isRunning, startCycles } from './cycles.ts';
import type { FleioClientRow, FleioServiceRow } from './entities.ts';
import { Refusal } from './refusal.ts';
import { isOpenstack, requireNoLiveService, servicesOf } from './rows.ts';
import type { World } from './world.ts';

/** @throws Refusal 400, if this server refuses to do again what is done */
function repeat({ behaviour }: World, status: string): void {
  if (behaviour.repeatedAction === 'refused') throw new Refusal(400, `It is ${status} (FakeFleio)`);
}

function impossible(service: FleioServiceRow): Refusal {
  return new Refusal(400, `The service is ${service.status} (FakeFleio)`);
}

/** Runs the creation of a service that is not active. @throws Refusal 400 if the client has another live one */
export function activate(world: World, service: FleioServiceRow): void {
  if (service.status === 'active') {
    repeat(world, 'active');
    return;
  }
  if (isOpenstack(world, service)) requireNoLiveService(world, service.client, service);
  if (!isRunning(service)) startCycles(world, service);
  service.status = 'active';
  service.suspended_with_client = false;
}

/** @throws Refusal 400 for a service that is neither active nor suspended */
export function suspend(world: World, service: FleioServiceRow): void {
  if (!isRunning(service)) throw impossible(service);
  if (service.status === 'suspended') repeat(world, 'suspended');
  service.status = 'suspended';
  service.suspended_with_client = false;
}

/** @throws Refusal 400 for a service that is neither active nor suspended */
export function unsuspend(world: World, service: FleioServiceRow): void {
  if (!isRunning(service)) throw impossible(service);
  if (service.status === 'active') repeat(world, 'active');
  service.status = 'active';
  service.suspended_with_client = false;
}

/** Ends a service for good; its last cycle becomes a period. */
export function terminate(world: World, service: FleioServiceRow): void {
  if (service.status === 'terminated') {
    repeat(world, 'terminated');
    return;
  }
  if (isRunning(service)) endCycleNow(world, service);
  service.status = 'terminated';
  service.suspended_with_client = false;
}

/** Suspends a client with all its active services. */
export function suspendClient(world: World, client: FleioClientRow): void {
  if (client.status === 'suspended') repeat(world, 'suspended');
  client.status = 'suspended';
  for (const service of servicesOf(world, client.id)) {
    if (service.status !== 'active') continue;
    service.status = 'suspended';
    service.suspended_with_client = true;
  }
}

/** Resumes a client with the services that were suspended with it. */
export function resumeClient(world: World, client: FleioClientRow): void {
  if (client.status === 'active') repeat(world, 'active');
  client.status = 'active';
  for (const service of servicesOf(world, client.id)) {
    if (service.status !== 'suspended' || !service.suspended_with_client) continue;
    service.status = 'active';
    service.suspended_with_client = false;
  }
}

import { ConflictError } from 'reseller-sdk';
import { deliverEvents, type VmEvent, type VmState } from 'reseller-sdk/katapult/vm';
import type { Shop } from './shop.ts';

const CLIENT = { id: 'client-7', name: 'Ada Example (Acme Ltd)' };
const SERVICE = 'svc-101';
const TOKEN_LIFE_MS = 3_600_000;
/** How long to wait where nothing says when to look again. */
const PAUSE_MS = 5000;

/**
 * The life of one machine, from the order to the end. It may be started again after dying anywhere: every step is
 * safe to repeat, and the order's phase tells which are done.
 */
export async function liveOn(shop: Shop): Promise<void> {
  const { orders } = shop;
  for (;;) {
    const phase = await orders.phaseOf(SERVICE);
    if (phase === 'over') return;
    if (phase === 'bought') await deliver(shop);
    if (phase === 'tried') await cancel(shop);
    if (phase === 'cancelled') await followTo('gone', shop);
    await orders.enter(SERVICE, phase === 'bought' ? 'tried' : phase === 'tried' ? 'cancelled' : 'over');
  }
}

/** Order, build, poll, built, and one restart by the customer. */
async function deliver(shop: Shop): Promise<void> {
  const { vms, organizations, product, print } = shop;
  const { organizationId, how } = await organizations.ensure(CLIENT);
  print(`${CLIENT.id} has the organization ${organizationId} (${how})`);
  const order = { organizationId, hostname: SERVICE, request: product };
  const { refused } = await vms.request(SERVICE, order);
  print(refused === null ? `${SERVICE} ordered` : `${SERVICE} was ordered before: ${refused}`);
  await followTo('built', shop);
  await restartByCustomer(shop);
  await tellNews(shop);
}

/** The page of the service holds a token; the click on its button uses it up. */
async function restartByCustomer({ actions, vms, clock, print }: Shop): Promise<void> {
  const bindings = { subject: CLIENT.id, action: 'reset', resource: SERVICE };
  const { token } = await actions.issue({ ...bindings, ttlMs: TOKEN_LIFE_MS });
  const first = await actions.consume(token, bindings);
  const again = await actions.consume(token, bindings);
  print(
    `click on reset: ${first ? 'accepted' : 'refused'}; the same click again: ${again ? 'accepted' : 'refused'}`,
  );
  for (;;) {
    try {
      const { refused } = await vms.reset(SERVICE, { actor: CLIENT.id });
      if (refused !== null) print(`reset refused: ${refused}`);
      return;
    } catch (error) {
      // The machine is still busy with its first start.
      if (!(error instanceof ConflictError && error.retryable)) throw error;
      await clock.until(new Date(clock.now().getTime() + PAUSE_MS));
    }
  }
}

async function cancel({ vms, print }: Shop): Promise<void> {
  await vms.terminate(SERVICE, { mode: 'purge' });
  print(`${SERVICE} cancelled`);
}

/** What a scheduler does every few minutes: look at what is due, then hand out what happened. */
async function followTo(wanted: VmState, shop: Shop): Promise<void> {
  const { vms, clock, print } = shop;
  for (let shown: VmState | undefined; ; ) {
    await vms.tickDue();
    await tellNews(shop);
    const record = await vms.record(SERVICE);
    if (record === undefined) throw new Error(`${SERVICE} was never ordered`);
    const { state, failure, nextPollAt } = record;
    if (state !== shown) print(`${SERVICE} is ${state}`);
    shown = state;
    if (state === wanted) return;
    if (state === 'failed' || state === 'idle') {
      throw new Error(`${SERVICE} could not be built: ${failure?.message}`);
    }
    await clock.until(new Date(nextPollAt ?? clock.now().getTime() + PAUSE_MS));
  }
}

/** Hands out what waits in the outbox. An event may come twice; a real consumer knows it by its id. */
async function tellNews({ outbox, print }: Shop): Promise<void> {
  await deliverEvents({ outbox, consumers: [(event) => print(news(event))] });
}

/** What a billing system would do with an event: mail, tickets, invoices. */
function news(event: VmEvent): string {
  if (event.type === 'vm.built')
    return `mail: ${event.fqdn} is ready at ${event.primaryIp}, user ${event.username}`;
  if (event.type === 'vm.action')
    return `activity log: ${event.actor} did ${event.action} on ${event.serviceId}`;
  if (event.type === 'vm.gone') return `mail: ${event.serviceId} was removed`;
  return `event: ${event.type}`;
}

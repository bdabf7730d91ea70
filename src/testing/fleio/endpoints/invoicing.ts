import { readAmount } from '../../../core/amount.ts';
import { actionAnswer } from '../action-answer.ts';
import { effectiveCreditLimit } from '../balances.ts';
import { clientOf, type FleioCall, type FleioEndpoint, fieldsOf, serviceOf } from '../call.ts';
import type { FleioClientRow, FleioPeriodRow } from '../entities.ts';
import { spelledFlag } from '../filters.ts';
import { compare } from '../money.ts';
import { Refusal } from '../refusal.ts';
import { isOpenstack, servicesOf } from '../rows.ts';
import { isSince } from '../version.ts';
import { claimView } from '../views.ts';
import type { World } from '../world.ts';

/** How long ago a cycle has recently ended. */
const RECENTLY = 72 * 3_600_000;

/** A bare array (contract 4.2) of the clients that pass every filter. */
function toInvoice({ world, request }: FleioCall): object {
  const passes = filterOf(world, request.query);
  return [...world.state.clients.values()].filter(passes).map((client) => ({
    id: client.id,
    ...(isSince(world.version, '2020.12') ? flagsOf(world, client) : {}),
  }));
}

function filterOf(world: World, query: URLSearchParams): (client: FleioClientRow) => boolean {
  const external = spelledFlag(query, 'has_external_billing', ['True', 'False']);
  const agreement = spelledFlag(query, 'has_billing_agreement', ['True', 'False']);
  const max = readMax(query.get('uptodate_credit_max'));
  const suspended =
    isSince(world.version, '2024.04') && spelledFlag(query, 'process_suspended', ['true', 'false']) === true;
  const billed = suspended ? ['active', 'suspended'] : ['active'];
  return (client) =>
    (external === undefined || external === (client.external_billing_id !== null)) &&
    (agreement === undefined || agreement === client.has_billing_agreement) &&
    (max === undefined || isWithin(world, client, max)) &&
    servicesOf(world, client.id).some((row) => isOpenstack(world, row) && billed.includes(row.status));
}

function readMax(max: string | null): string | undefined {
  if (max === null) return undefined;
  if ('units' in readAmount(max, '')) return max;
  throw new Refusal(400, { uptodate_credit_max: ['is not a decimal'] });
}

function balanceOf({ balances, state, clock }: World, client: FleioClientRow): string {
  return balances.of(state, client, clock.now()).uptodateCredit;
}

function isWithin(world: World, client: FleioClientRow, max: string): boolean {
  const over = compare(balanceOf(world, client), max);
  return over < 0 || (over === 0 && world.behaviour.creditMaxInclusive);
}

function flagsOf(world: World, client: FleioClientRow): object {
  const since = world.clock.now().getTime() - RECENTLY;
  const limit = effectiveCreditLimit(client);
  return {
    has_service_cycle_recently_ended: periodsOf(world, client).some(
      ({ ended_at }) => ended_at.getTime() >= since,
    ),
    reached_credit_limit: limit !== null && compare(balanceOf(world, client), limit) <= 0,
  };
}

function periodsOf({ state }: World, client: FleioClientRow): FleioPeriodRow[] {
  return [...state.periods.values()].filter(
    ({ service }) => state.services.get(service)?.client === client.id,
  );
}

/** Hands out the ended periods and marks them as invoiced, so that nobody gets them again (policy 7.2). */
function claim(call: FleioCall): object {
  const { world } = call;
  const client = clientOf(call);
  const handed = periodsOf(world, client).filter(({ status }) => status === 'unsettled');
  for (const period of handed) period.status = 'invoiced';
  const unsettled_periods = handed.map(({ id, service }) => ({ id, related_service: service }));
  return { ...claimView(world, client), unsettled_periods };
}

/** Gives periods of one service back; those that are paid stay so. */
function resetPeriods(call: FleioCall): object {
  const { world } = call;
  const service = serviceOf(call);
  const body = fieldsOf(call);
  const ids = body.raw('periods_ids');
  if (!Array.isArray(ids)) body.refuse('periods_ids', ids === undefined ? 'is required' : 'is not a list');
  const rows = (Array.isArray(ids) ? ids : []).flatMap((id: unknown) => {
    const row = world.state.periods.get(Number(id));
    if (row?.service === service.id) return row;
    body.refuse('periods_ids', `${String(id)} is no period of the service`);
    return [];
  });
  body.check();
  for (const period of rows) if (period.status === 'invoiced') period.status = 'unsettled';
  return actionAnswer(world);
}

/** Whom to invoice, and the periods that are claimed for it. */
export const INVOICING_ENDPOINTS: readonly FleioEndpoint[] = [
  {
    name: 'clients.toInvoice',
    ...{ method: 'GET', path: '/clients/get_clients_to_invoice', since: '2020.03' },
    run: toInvoice,
  },
  {
    name: 'clients.claimForInvoiceProcessing',
    ...{ method: 'GET', path: '/clients/{id}/get_client_for_invoice_processing', since: '2020.03' },
    run: claim,
  },
  {
    name: 'services.resetInvoicedPeriods',
    ...{ method: 'POST', path: '/billing/services/{id}/reset_service_invoiced_periods', since: '2020.03' },
    run: resetPeriods,
  },
];

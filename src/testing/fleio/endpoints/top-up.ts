import { uptodateCredit } from '../balances.ts';
import { type FleioCall, type FleioEndpoint, fieldsOf } from '../call.ts';
import type { FleioClientRow } from '../entities.ts';
import { Fields } from '../fields.ts';
import { compare, convert, negated, sum } from '../money.ts';
import { Refusal } from '../refusal.ts';
import { clientsCalled } from '../rows.ts';
import { decimalView } from '../views.ts';
import type { World } from '../world.ts';

/** What brings a client's balance to where automatic top-up wants it, in the client's currency; null: nothing. */
function missingCredit({ state }: World, client: FleioClientRow): string | null {
  if (client.auto_top_up === null) return null;
  const missing = sum(client.auto_top_up, negated(uptodateCredit(state, client)));
  return compare(missing, '0') > 0 ? missing : null;
}

function list({ world }: FleioCall): object {
  const clients = [...world.state.clients.values()].filter((client) => missingCredit(world, client) !== null);
  return { objects: clients.flatMap(({ external_billing_id }) => external_billing_id ?? []) };
}

/** Who needs no credit, and who is not known, is missing in the answer. */
function processClients(call: FleioCall): object {
  const { world } = call;
  const body = fieldsOf(call);
  const rows = body.raw('clients');
  if (!Array.isArray(rows)) throw new Refusal(400, { clients: ['is not a list'] });
  return { objects: rows.flatMap((row: unknown) => processClient(world, row)) };
}

function processClient(world: World, value: unknown): object[] {
  const row = new Fields(typeof value === 'object' && value !== null ? value : {});
  const external_billing_id = row.text('external_billing_id', { required: true }) ?? '';
  const open = row.decimal('credit_still_to_be_paid') ?? '0';
  const currency = row.text('credit_still_to_be_paid_currency_code', { required: true }) ?? '';
  const rate = world.state.currencies.get(currency);
  if (rate === undefined && currency !== '')
    row.refuse('credit_still_to_be_paid_currency_code', 'is not known');
  row.check();
  return clientsCalled(world, external_billing_id).flatMap((client) => {
    const necessary = necessaryCredit(world, client, { open, rate: rate ?? '1', currency });
    if (compare(necessary, '0') <= 0) return [];
    const amount = decimalView(world, necessary);
    return { external_billing_id, necessary_credit: amount, necessary_credit_currency: client.currency };
  });
}

function necessaryCredit(
  world: World,
  client: FleioClientRow,
  { open, rate, currency }: { readonly open: string; readonly rate: string; readonly currency: string },
): string {
  const missing = missingCredit(world, client) ?? '0';
  if (!world.behaviour.netsOpenAmount) return missing;
  const own = world.state.currencies.get(client.currency) ?? '1';
  return sum(missing, negated(currency === client.currency ? open : convert(open, rate, own)));
}

const PATH = '/billing/external-billing';

/** Automatic top-up (contract 13). */
export const TOP_UP_ENDPOINTS: readonly FleioEndpoint[] = [
  {
    name: 'externalBilling.clientsToAutoInvoice',
    ...{ method: 'GET', path: `${PATH}/get_clients_to_auto_invoice_for_external_billing`, since: '2020.08' },
    run: list,
  },
  {
    name: 'externalBilling.processCreditAutoInvoicing',
    ...{ method: 'POST', path: `${PATH}/process_clients_for_credit_auto_invoicing`, since: '2020.08' },
    run: processClients,
  },
];

import { runningUsage, uptodateCredit } from '../balances.ts';
import { clientOf, type FleioCall, type FleioEndpoint, fieldsOf } from '../call.ts';
import type { FleioClientRow, FleioCreditEntry } from '../entities.ts';
import type { Fields } from '../fields.ts';
import { compare, negated, sum } from '../money.ts';
import { decimalView } from '../views.ts';
import type { World } from '../world.ts';

/** Adds or withdraws exactly; the debt has no bound here (contract 8.1). */
function changeCredit(call: FleioCall): object {
  const { world } = call;
  const client = clientOf(call);
  const entry = readEntry(world, client, fieldsOf(call));
  if (!isRepeat(world, entry)) book(world, client, entry);
  return { client: client.id, credit_balance: decimalView(world, client.credit) };
}

function readEntry(world: World, client: FleioClientRow, body: Fields): FleioCreditEntry {
  const amount = body.decimal('amount');
  if (amount !== undefined && compare(amount, '0') <= 0) body.refuse('amount', 'is not above zero');
  readSource(body, client, amount);
  const add_credit = body.flag('add_credit', { required: true }) ?? true;
  const external_source = body.flag('external_source') ?? false;
  const external_source_key = body.text('external_source_key') || null;
  body.check();
  return {
    ...{ at: world.clock.now(), client: client.id, amount: amount ?? '0', currency: client.currency },
    ...{ add_credit, external_source, external_source_key },
  };
}

/** Fleio exchanges nothing: rate 1, and the source is the client's own currency and amount (contract 8.2, 11 c). */
function readSource(body: Fields, { currency }: FleioClientRow, amount: string | undefined): void {
  for (const name of ['currency', 'source_currency']) {
    const given = body.text(name, { required: true });
    if (given !== undefined && given !== '' && given !== currency) body.refuse(name, `is not ${currency}`);
  }
  if (compare(body.decimal('exchange_rate') ?? '1', '1') !== 0) body.refuse('exchange_rate', 'is not 1');
  const source = body.decimal('source_amount');
  if (amount !== undefined && source !== undefined && compare(source, amount) !== 0) {
    body.refuse('source_amount', 'is not the amount');
  }
}

function isRepeat({ state, behaviour }: World, entry: FleioCreditEntry): boolean {
  if (behaviour.dedupesCredit === 'never' || entry.external_source_key === null) return false;
  return state.journal.some(
    (other) =>
      other.client === entry.client &&
      other.external_source_key === entry.external_source_key &&
      (behaviour.dedupesCredit === 'key' || other.add_credit === entry.add_credit),
  );
}

function book(world: World, client: FleioClientRow, entry: FleioCreditEntry): void {
  const { amount, add_credit, external_source } = entry;
  client.credit = sum(client.credit, add_credit ? amount : negated(amount));
  world.state.journal.push(entry);
  if (add_credit && external_source && world.behaviour.settlesInvoicedPeriods) {
    settleInvoiced(world.state, client, amount);
  }
}

/** Marks invoiced periods as paid: all above zero, else the oldest that the payment covers (contract 8.10). */
function settleInvoiced(state: World['state'], client: FleioClientRow, payment: string): void {
  const all = compare(uptodateCredit(state, client), '0') > 0;
  let left = payment;
  for (const period of state.periods.values()) {
    if (period.status !== 'invoiced' || state.services.get(period.service)?.client !== client.id) continue;
    if (!all && compare(period.price, left) > 0) return;
    left = sum(left, negated(period.price));
    client.credit = sum(client.credit, negated(period.price));
    period.status = 'paid';
  }
}

/** Credit and usage. */
export const CREDIT_ENDPOINTS: readonly FleioEndpoint[] = [
  {
    name: 'clients.changeCredit',
    ...{ method: 'POST', path: '/clients/{id}/change_credit' },
    run: changeCredit,
  },
  {
    name: 'clients.billingSummary',
    ...{ method: 'GET', path: '/clients/{id}/billing_summary' },
    run: (call) => {
      const { world } = call;
      return { price: decimalView(world, runningUsage(world.state, clientOf(call).id)) };
    },
  },
];

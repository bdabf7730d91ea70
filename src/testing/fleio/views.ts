import { effectiveCreditLimit } from './balances.ts';
import type { FleioClientRow, FleioServiceRow, FleioUserRow } from './entities.ts';
import { wireText } from './money.ts';
import { productOf } from './rows.ts';
import { isSince } from './version.ts';
import type { World } from './world.ts';

/** A decimal as this server writes it (contract 4.11). */
export function decimalView({ behaviour }: World, amount: string): string | number {
  return behaviour.decimals === 'number' ? Number(amount) : wireText(amount);
}

/** A client as lists and lookups show it (contract 5.6). */
export function clientView(world: World, client: FleioClientRow): object {
  const { credit: _credit, limits: _limits, auto_top_up: _top, email, ...shown } = client;
  const balance = world.balances.of(world.state, client, world.clock.now());
  return {
    ...shown,
    name: `${client.first_name} ${client.last_name}`,
    uptodate_credit: decimalView(world, balance.uptodateCredit),
    outofcredit_datetime: balance.outOfCreditAt?.toISOString() ?? null,
    ...(isSince(world.version, '2022.05') ? {} : { email }),
  };
}

/** What a claim answers besides the periods. */
export function claimView(world: World, client: FleioClientRow): object {
  const limit = effectiveCreditLimit(client);
  const { uptodateCredit } = world.balances.of(world.state, client, world.clock.now());
  const { id, external_billing_id, currency, has_billing_agreement } = client;
  return {
    ...{ id, external_billing_id, currency, has_billing_agreement },
    uptodate_credit: decimalView(world, uptodateCredit),
    effective_credit_limit: limit === null ? null : decimalView(world, limit),
  };
}

/** A user. */
export function userView({ version }: World, user: FleioUserRow): object {
  const { username, clients: _clients, ...shown } = user;
  return isSince(version, '2022.09') ? shown : { ...shown, username };
}

/** A service with what it shows of its client and product. */
export function serviceView(world: World, service: FleioServiceRow): object {
  const { id, status, external_billing_id } = service;
  const client = world.state.clients.get(service.client);
  const product = productOf(world, service);
  return {
    ...{ id, status, external_billing_id },
    client: { id: service.client, external_billing_id: client?.external_billing_id ?? null },
    product: { id: service.product, name: product?.name, product_type: product?.product_type },
  };
}

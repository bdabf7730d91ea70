import type { FakeFleio, FakeFleioOptions } from 'reseller-sdk/testing';
import { UUID } from './world.ts';

const FIRST_ID = 501;

/** Clients who could be taken for the customer of these tests, or whose services could be taken for his. */
export const STRANGERS: NonNullable<FakeFleioOptions['clients']> = [
  { external_billing_id: `${UUID}2`, services: [{ external_billing_id: '55' }] },
  { external_billing_id: UUID.slice(0, -1), services: [{ external_billing_id: '55', status: 'suspended' }] },
  { external_billing_id: UUID.toUpperCase(), status: 'suspended', services: [{ external_billing_id: '55' }] },
  { external_billing_id: '55', services: [{ external_billing_id: UUID }, { external_billing_id: '555' }] },
  {
    external_billing_id: null,
    status: 'suspended',
    services: [{ external_billing_id: '55', status: 'pending' }],
  },
  { external_billing_id: null, user: { is_active: false }, services: [{ external_billing_id: null }] },
  { external_billing_id: 'uuid-dead', services: [{ external_billing_id: '56', status: 'terminated' }] },
].map((client, index) => ({ ...client, id: FIRST_ID + index }));

/** Everything of theirs that Fleio holds. */
export function strangersIn({ state }: FakeFleio): unknown {
  const isOf = (client: number) => client >= FIRST_ID && client < FIRST_ID + STRANGERS.length;
  return structuredClone({
    clients: [...state.clients.values()].filter(({ id }) => isOf(id)),
    users: [...state.users.values()].filter(({ clients }) => clients.some(isOf)),
    services: [...state.services.values()].filter(({ client }) => isOf(client)),
  });
}

import { FleioConnection } from './connection.ts';
import { FleioClientsGroup } from './groups/clients.ts';
import { FleioExternalBillingGroup } from './groups/external-billing.ts';
import { FleioOpenstackServicesGroup } from './groups/openstack-services.ts';
import { FleioServicesGroup } from './groups/services.ts';
import { FleioSsoGroup } from './groups/sso.ts';
import { FleioUsersGroup } from './groups/users.ts';

/**
 * The part of the Fleio staff API that a billing system needs: groups of methods, one method for each operation of the
 * vendor. Parameters and answers keep the vendor's names.
 *
 * @example
 * const fleio = new FleioClient({ token, baseUrl: 'https://cloud.example.com/backend/staffapi' });
 * const { id, uptodate_credit } = await fleio.clients.byExternalId(uuid);
 * await fleio.clients.changeCredit({ id, amount: '60.00', currency: 'EUR', add_credit: true });
 */
export class FleioClient extends FleioConnection {
  /** Clients: details, status, credit, agreements, and those to invoice. */
  readonly clients = new FleioClientsGroup(this);
  /** Clients whose credit is topped up by itself. */
  readonly externalBilling = new FleioExternalBillingGroup(this);
  /** Orders of OpenStack services. */
  readonly openstackServices = new FleioOpenstackServicesGroup(this);
  /** Services: status, links to the billing system, claimed periods. */
  readonly services = new FleioServicesGroup(this);
  /** Single sign-on of end users. */
  readonly sso = new FleioSsoGroup(this);
  /** End users. */
  readonly users = new FleioUsersGroup(this);
}

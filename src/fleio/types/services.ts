import type { ExternalServiceId, FleioId } from './ids.ts';
import type { PageParams } from './page.ts';

/** Statuses of services: those that are known, and others that occur (contract 6.6). */
export type ServiceStatus =
  | 'active'
  | 'suspended'
  | 'terminated'
  | 'pending'
  | 'canceled'
  | 'fraud'
  | 'archived'
  | (string & {});

/** A service of Fleio, as the server sends it; members that are not named here stay. */
export interface ServiceRecord {
  readonly id: FleioId;
  readonly status?: ServiceStatus | null;
  /** Identifier of the service in the billing system. */
  readonly external_billing_id?: ExternalServiceId | null;
  readonly client?: { readonly external_billing_id?: string | null } | null;
}

/**
 * What services must be like, all of it at once; the fields that the server is known to filter by (contract 4.3). A
 * field that it does not know it would ignore, so others are refused, and so is a member that is undefined.
 */
export interface ServiceFilter {
  readonly external_billing_id?: ExternalServiceId;
  readonly client__external_billing_id?: string;
  /** Such as `openstack`. */
  readonly product__product_type?: string;
  readonly status?: ServiceStatus;
  /** Any service but this one. */
  readonly id__ne?: FleioId;
}

/** Parameters of `services.list` and `services.iterate`. */
export interface ServicesListParams extends PageParams {
  /** Leave it out to list all services. */
  readonly filtering?: ServiceFilter;
}

/** Parameters of `services.update`. */
export interface ServicesUpdateParams {
  readonly id: FleioId;
  readonly external_billing_id: ExternalServiceId;
}

/** Parameters of `services.byExternalId`: a service of the billing system and the client it belongs to. */
export interface ServiceLink {
  readonly external_billing_id: ExternalServiceId;
  readonly client__external_billing_id: string;
}

/** Parameters of `openstackServices.newServiceData`. */
export interface OpenstackServicesNewServiceDataParams {
  readonly client_id: FleioId;
}

/** A billing cycle in which a product can be had. */
export interface ProductCycle {
  readonly id: FleioId;
}

/** A product that a client can order. */
export interface ServiceProduct {
  readonly id: FleioId;
  readonly cycles?: readonly ProductCycle[] | null;
}

/** Answer of `openstackServices.newServiceData`. */
export interface NewServiceData {
  readonly products: readonly ServiceProduct[];
}

/** Parameters of `openstackServices.create`. */
export interface OpenstackServicesCreateParams {
  readonly client_id: FleioId;
  readonly product_id: FleioId;
  readonly product_cycle_id: FleioId;
  readonly service_external_id: ExternalServiceId;
  /** Default true. */
  readonly create_new_project?: boolean;
}

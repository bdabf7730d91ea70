/** A service as both systems know it. */
export interface ServiceRef {
  /** External billing id of the client (a UUID): the same on the Fleio client and on its user. */
  readonly externalId: string;
  /** Identifier of the service in the billing system: `external_billing_id` of the Fleio service. */
  readonly serviceId: string;
}

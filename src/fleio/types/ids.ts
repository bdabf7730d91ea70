/** An identifier that Fleio gave: opaque, sent as an integer or as text (contract 4.12). A bigint beyond 2^53. */
export type FleioId = string | number | bigint;

/** An object by Fleio's own identifier: what an operation is about, and what every object of a list has. */
export interface ById {
  readonly id: FleioId;
}

/** Identifier of a service of the billing system, as its `external_billing_id`. */
export type ExternalServiceId = string | number | bigint;

/** A decimal as the server sends it: text, normally, or a number (contract 4.11). Read it by its text. */
export type FleioDecimal = string | number | bigint;

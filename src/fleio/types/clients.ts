import type { AmountInput } from '../../core/amount.ts';
import type { ById, ExternalServiceId, FleioDecimal, FleioId } from './ids.ts';
import type { PageParams } from './page.ts';

/** Statuses of clients: those that are known, and others that occur (contract 5.8). */
export type ClientStatus = 'active' | 'suspended' | 'inactive' | (string & {});

/** A client of Fleio, as the server sends it; members that are not named here stay (contract 5.6). */
export interface ClientRecord {
  readonly id: FleioId;
  readonly status?: ClientStatus | null;
  /** The UUID of the client in the billing system (contract 5.2). */
  readonly external_billing_id?: string | null;
  /** ISO 4217 code. */
  readonly currency?: string | null;
  /** Credit minus all usage so far, in `currency`; negative: owed. It may lag 15 minutes behind (contract 8.8). */
  readonly uptodate_credit?: FleioDecimal | null;
  /** When the credit ran out, ISO 8601. */
  readonly outofcredit_datetime?: string | null;
  readonly has_billing_agreement?: boolean | null;
  readonly name?: string | null;
  readonly company?: string | null;
  /** Not sent since Fleio 2022.05; the mail address of the user is the real one. */
  readonly email?: string | null;
}

/** Parameters of `clients.list` and `clients.iterate`. */
export interface ClientsListParams extends PageParams {
  /** The one client with this external id. Leave the member out to list all; undefined is refused. */
  readonly external_billing_id?: string;
}

/** The details of a client that `clients.update` can change; `fax` is taken by `clients.create` alone (contract 5.5). */
export interface ClientDetails {
  readonly first_name?: string;
  readonly last_name?: string;
  readonly company?: string;
  readonly address1?: string;
  readonly address2?: string;
  readonly city?: string;
  readonly state?: string;
  /** Two letters. */
  readonly country?: string;
  readonly zip_code?: string;
  readonly phone?: string;
  readonly email?: string;
}

/** Parameters of `clients.update`. */
export interface ClientsUpdateParams extends ClientDetails, ById {}

/** The user whom `clients.create` makes together with the client. */
export interface NewUser {
  /** Taken by Fleio before 2022.09 alone. */
  readonly username?: string;
  readonly email: string;
  /** Whether the address is known to be the person's own; claim it for verified addresses only. */
  readonly email_verified?: boolean;
  readonly first_name?: string;
  readonly last_name?: string;
  /** Random, and told to nobody: users log in by single sign-on. */
  readonly password: string;
  /** The same as that of the client. */
  readonly external_billing_id: string;
}

/** Parameters of `clients.create` (contract 5.3). */
export interface ClientsCreateParams extends ClientDetails {
  readonly fax?: string;
  readonly external_billing_id: string;
  /** ISO 4217 code of a currency that Fleio has, too. */
  readonly currency: string;
  /** Whether Fleio orders the OpenStack service at once. */
  readonly create_auto_order_service?: boolean;
  /** External id of that service. */
  readonly auto_order_service_external_billing_id?: ExternalServiceId;
  /** Name of a configuration that Fleio has. */
  readonly configuration?: string;
  /** Names of client groups that Fleio has, at most 10. */
  readonly groups?: readonly string[];
  readonly user: NewUser;
}

/** Parameters of `clients.changeCredit` (contract 8.1). Fleio converts nothing. */
export interface ClientsChangeCreditParams extends ById {
  /** More than zero, in units of the currency, not in cents; sent with all its decimals: 60 as `60.00`. */
  readonly amount: AmountInput;
  /** ISO 4217 code: the currency of the Fleio client. */
  readonly currency: string;
  /** True adds, false withdraws. */
  readonly add_credit: boolean;
  /** Names the change for good: Fleio 2026.07.1 and later make no second one of the same key. */
  readonly external_source_key?: string;
}

/** Answer of `clients.changeCredit`. */
export interface CreditChange {
  readonly client?: FleioId | null;
  /** The credit after the change. */
  readonly credit_balance?: FleioDecimal | null;
}

/** Answer of `clients.billingSummary`. */
export interface BillingSummary {
  /** Price of the usage of the current cycle. */
  readonly price: FleioDecimal;
}

/** Whether a client of the billing system has an agreement (a card on file). */
export interface BillingAgreement {
  /** The client's external id. */
  readonly uuid: string;
  readonly agreement: boolean;
}

/** Parameters of `clients.setBillingAgreements`. */
export interface ClientsSetBillingAgreementsParams {
  /** At least one; what they say is set, not toggled. */
  readonly agreements: readonly BillingAgreement[];
}

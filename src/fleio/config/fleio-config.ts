import type { Secret } from '../../core/secret.ts';
import type { UnsuspendVerb } from '../accounts/unsuspend-service.ts';

/**
 * Everything that the owner of a business settles about Fleio, checked. Each part of it goes to the room that works by
 * it: `clientOptionsOf`, `accountsOptionsOf`, `topUpRulesOf`, `invoicingSettingsOf`, `acceptsGateway`.
 *
 * Source: contract fleio 1 (row 11) and 12; the numbers are those of the WHMCS module's options.
 */
export interface FleioConfig {
  /** 1: token of a staff user, wrapped so that nothing prints it. */
  readonly token: Secret;
  /** 2: address of the user frontend, for single sign-on. No slash at its end, as in the other two. */
  readonly frontendUrl?: string | undefined;
  /** 3: address of the staff frontend, for links. */
  readonly staffUrl?: string | undefined;
  /** 4: address of the staff API; it ends in `/staffapi`. */
  readonly baseUrl: string;
  /** Plain http to another machine than this one. Default false. */
  readonly allowInsecureHttp: boolean;
  /** 5: least amount of a top-up, in `defaultCurrency`; plain decimal. Default 10. */
  readonly minTopUp: string;
  /** 6: greatest amount of a top-up, in `defaultCurrency`; plain decimal. Default 1000. */
  readonly maxTopUp: string;
  /** 7: names of the Fleio groups of new clients, at most 10. Default: none. */
  readonly groups: readonly string[];
  /** 8: name of the Fleio configuration of new clients. Left out: Fleio's default. */
  readonly configuration?: string | undefined;
  /** 9: first part of user names, for Fleio before 2022.09. Default `whmcs`. */
  readonly usernamePrefix: string;
  /** How the server calls the end of a suspension. Default `auto`. */
  readonly unsuspendVerb: UnsuspendVerb;
  /** 10: invoice clients that have no billing agreement. Default false. */
  readonly invoiceWithoutAgreement: boolean;
  /** 11: invoice clients that have one. Default false. */
  readonly invoiceWithAgreement: boolean;
  /** 12: charge an invoice as soon as it is issued. Default false. */
  readonly chargeImmediately: boolean;
  /** 13: first parts of the names of gateways whose stored cards count as an agreement. Default none: all gateways. */
  readonly gatewayNames: readonly string[];
  /** 14: owe less than this, in `defaultCurrency`, and nothing is invoiced; plain decimal. Default 0. */
  readonly minimumInvoice: string;
  /** 15: hours between attempts to charge; 0, the default: no repeats. */
  readonly chargeRetryHours: number;
  /** 16: failures after which the billing agreement is dropped; 0, the default: never. The module knows 1 and 2. */
  readonly dropAgreementAfter: number;
  /** 19: invoice the end of a cycle only within 72 hours after it. Default false. */
  readonly cycleWindowOnly: boolean;
  /**
   * 20: accept pending orders whose owner's e-mail is verified. Default false. It is for your order system; no room of
   * this package reads it.
   */
  readonly acceptVerifiedOrders: boolean;
  /** 21: invoice suspended services, too. Default false. */
  readonly includeSuspended: boolean;
  /** The billing system's default currency (ISO 4217 code), in which `minTopUp`, `maxTopUp`, `minimumInvoice` are. */
  readonly defaultCurrency: string;
  /** IANA zone of the business; invoice days are counted in it. */
  readonly timeZone: string;
  /** Decimals of currencies that differ from ISO 4217, by code. */
  readonly minorUnits?: Readonly<Record<string, number>> | undefined;
}

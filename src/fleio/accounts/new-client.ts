import { toBase64Url } from '../../core/base64.ts';
import { issuesOf } from '../../core/check.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { clientsCreate } from '../operations/clients.ts';
import type { ClientsCreateParams } from '../types/clients.ts';
import { type AccountDetails, detailFields, userFields } from './client-details.ts';

/** A client who is to have an account in Fleio. */
export interface AccountInput extends AccountDetails {
  /** The external billing id: a UUID that you keep with the client, set on the Fleio client and on its user. */
  readonly externalId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly address1: string;
  readonly city: string;
  /** Two letters. */
  readonly country: string;
  readonly zipCode: string;
  /** Address of the user, who logs in by single sign-on. */
  readonly email: string;
  /** Whether the address is known to be the person's own. Default false: nothing is claimed. */
  readonly emailVerified?: boolean | undefined;
  /** Currency of the account in Fleio (ISO 4217 code), which Fleio must have; for good, as far as we can tell. */
  readonly currency: string;
  readonly fax?: string | undefined;
  /** Makes up the user's name, `whmcs` and this number, for Fleio before 2022.09. Left out: no name is sent. */
  readonly userId?: string | number | undefined;
  /** The service in the billing system that a new client gets at once. Left out: he gets none. */
  readonly serviceId?: string | undefined;
}

/** What new clients have in common. */
export interface NewClientRules {
  readonly usernamePrefix: string;
  readonly configuration: string | undefined;
  readonly groups: readonly string[];
  readonly truncate: boolean;
}

/** Upstream sends every key, so a server may insist on them. */
const BLANK = { company: '', address2: '', state: '', phone: '' };

/** Bytes that make 16 characters. */
const PASSWORD_BYTES = 12;

/**
 * Everything that makes a client, with a password that nobody knows (contract fleio 5.3).
 *
 * @throws InvalidInputError with every member that Fleio would refuse
 */
export function newClientParams(input: AccountInput, rules: NewClientRules): ClientsCreateParams {
  const { externalId, email, currency, emailVerified = false, fax = '', serviceId, userId } = input;
  const { configuration, groups, truncate } = rules;
  const username = userId === undefined ? undefined : `${rules.usernamePrefix}${userId}`;
  const params: ClientsCreateParams = {
    ...BLANK,
    ...detailFields(input, truncate),
    fax,
    external_billing_id: externalId,
    currency,
    ...(serviceId !== undefined && {
      create_auto_order_service: true,
      auto_order_service_external_billing_id: serviceId,
    }),
    ...(configuration !== undefined && { configuration }),
    ...(groups.length > 0 && { groups }),
    user: {
      ...userFields({ ...input, username }, truncate),
      email,
      email_verified: emailVerified,
      password: toBase64Url(crypto.getRandomValues(new Uint8Array(PASSWORD_BYTES))),
      external_billing_id: externalId,
    },
  };
  const issues = issuesOf(params, clientsCreate.input);
  if (issues.length > 0) throw new InvalidInputError('the client', issues);
  return params;
}

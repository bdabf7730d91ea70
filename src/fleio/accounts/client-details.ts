import { CLIENT_FIELD_LENGTHS, USER_FIELD_LENGTHS } from '../field-lengths.ts';
import type { ClientDetails } from '../types/clients.ts';

/** What the billing system knows of a client as a person. What is left out is not sent. */
export interface AccountDetails {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly company?: string | undefined;
  readonly address1?: string | undefined;
  readonly address2?: string | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  /** Two letters. */
  readonly country?: string | undefined;
  readonly zipCode?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

/** The details as Fleio's fields, cut to what they hold if asked for. */
export function detailFields(details: AccountDetails, truncate: boolean): ClientDetails {
  const { firstName, lastName, zipCode, company, address1, address2, city, state, country, phone, email } =
    details;
  return fieldsOf(
    {
      first_name: firstName,
      last_name: lastName,
      company,
      address1,
      address2,
      city,
      state,
      country,
      zip_code: zipCode,
      phone,
      email,
    },
    CLIENT_FIELD_LENGTHS,
    truncate,
  );
}

/** The names of the user whom a client gets. */
export function userFields(
  details: Pick<AccountDetails, 'firstName' | 'lastName'> & { readonly username?: string | undefined },
  truncate: boolean,
): { readonly username?: string; readonly first_name?: string; readonly last_name?: string } {
  const { firstName, lastName, username } = details;
  const fields = { username, first_name: firstName, last_name: lastName };
  return fieldsOf(fields, USER_FIELD_LENGTHS, truncate);
}

/** The members that are there. A country or a mail address that is cut would be another one, so neither ever is. */
function fieldsOf<Name extends string>(
  fields: Readonly<Record<Name, string | undefined>>,
  lengths: Readonly<Partial<Record<NoInfer<Name>, number>>>,
  truncate: boolean,
): { readonly [Key in Name]?: string } {
  const taken: { [Key in Name]?: string } = {};
  for (const name in fields) {
    const text: string | undefined = fields[name];
    if (text === undefined) continue;
    const isCut = truncate && !WHOLE.includes(name);
    taken[name] = isCut ? [...text].slice(0, lengths[name]).join('') : text;
  }
  return taken;
}

const WHOLE: readonly string[] = ['country', 'email'];

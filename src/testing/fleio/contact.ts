import type { FleioClientRow } from './entities.ts';
import type { Fields } from './fields.ts';

/** Contact fields with the characters that the server keeps (contract 5.3). */
const LENGTHS = {
  ...{ first_name: 127, last_name: 127, company: 127, address1: 255, address2: 255, city: 127, state: 127 },
  ...{ country: 2, zip_code: 10, phone: 64, fax: 64, email: 254 },
} as const;

type Contact = { -readonly [K in keyof typeof LENGTHS]?: string };

/** The contact fields of a body, those alone that it has. */
export function readContact(body: Fields, required: readonly (keyof Contact)[] = []): Contact {
  const contact: Contact = {};
  for (const name of CONTACT) {
    const value = body.text(name, { max: LENGTHS[name], required: required.includes(name) });
    if (value !== undefined) contact[name] = value;
  }
  if (contact.country !== undefined && contact.country.length === 1) {
    body.refuse('country', 'is no code of two letters');
  }
  return contact;
}

const CONTACT: readonly (keyof Contact & keyof FleioClientRow)[] = [
  ...(['first_name', 'last_name', 'company', 'address1', 'address2', 'city', 'state'] as const),
  ...(['country', 'zip_code', 'phone', 'fax', 'email'] as const),
];

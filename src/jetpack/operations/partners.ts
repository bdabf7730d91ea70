import { done, partnerKey } from '../answer-check.ts';
import { pairs } from '../fields.ts';
import { count, email, filled } from '../input-check.ts';
import type { Operation } from '../operation.ts';
import type { WirePartnerKey, WirePartnerKeyParams, WireUser, WireUserParams } from '../types/partners.ts';

/** `POST /rest/v1.3/jpphp/partner-keys/new`. Each call makes another key. Resellers alone; a page marked deprecated. */
export const partnerKeysNew: Operation<WirePartnerKeyParams, WirePartnerKey> = {
  name: 'partnerKeys.create',
  method: 'POST',
  path: '/rest/v1.3/jpphp/partner-keys/new',
  auth: 'start',
  once: true,
  input: {
    name: filled,
    'allowed_personal_plans?': count,
    'allowed_premium_plans?': count,
    'allowed_professional_plans?': count,
  },
  form: {
    as: 'urlencoded',
    fields: ({ name, allowed_personal_plans, allowed_premium_plans, allowed_professional_plans }) =>
      pairs({ name, allowed_personal_plans, allowed_premium_plans, allowed_professional_plans }),
  },
  answer: { check: partnerKey, secret: true },
};

/** `POST /rest/v1.3/jpphp/user`. Makes a WordPress.com user. Allow-listed keys alone. */
export const createUser: Operation<WireUserParams, WireUser> = {
  name: 'users.create',
  method: 'POST',
  path: '/rest/v1.3/jpphp/user',
  auth: 'start',
  once: true,
  input: { email, product_type: filled, 'language?': filled },
  form: {
    as: 'multipart',
    fields: ({ email: address, product_type, language }) => pairs({ email: address, product_type, language }),
  },
  answer: { check: done, secret: true },
};

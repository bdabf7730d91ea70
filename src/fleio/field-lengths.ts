/**
 * The longest texts that Fleio keeps of a client, in characters; `clients.create` and `clients.update` refuse longer
 * ones (contract 5.3).
 */
export const CLIENT_FIELD_LENGTHS = Object.freeze({
  first_name: 127,
  last_name: 127,
  company: 127,
  address1: 255,
  address2: 255,
  city: 127,
  state: 127,
  country: 2,
  zip_code: 10,
  phone: 64,
});

/** The same of a user. */
export const USER_FIELD_LENGTHS = Object.freeze({
  username: 150,
  email: 254,
  first_name: 150,
  last_name: 150,
});

/** Client groups that one client may have. */
export const MAX_CLIENT_GROUPS = 10;

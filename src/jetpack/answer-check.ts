/** Checks of answers: what must be there, and the types of what else is relied on. Unknown members pass. */
import { type Check, int64, list, miss, num, record, text } from '../core/check.ts';

/** A number of any size, or a text. */
const id: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value !== 'string') int64(value, findings, holder, key, mode);
};

/** A yes or no of the wire, in whichever spelling. */
const wireFlag: Check = (value, findings, holder, key, mode = 0) => {
  if (!['boolean', 'number', 'string'].includes(typeof value)) {
    miss(value, findings, holder, key, mode, 'true or false');
  }
};

/** A JSON object. */
export const object: Check = (value, findings, holder, key) => {
  record(value, findings, holder, key);
};

/** Where a value stands, as checks are told. */
type At = Parameters<Check>;

/** An object with these members, and of other kinds what is there; null or absent allowed. */
function loose(
  [value, findings, holder, key]: At,
  kinds: Readonly<Record<string, Check>>,
  required: Readonly<Record<string, Check>> = {},
): void {
  if (!record(value, findings, holder, key)) return;
  for (const [name, check] of Object.entries(required)) check(value[name], findings, value, name);
  for (const [name, check] of Object.entries(kinds)) check(value[name], findings, value, name, 3);
}

/** A list whose items all pass a check. */
function listOf([value, findings, holder, key, mode]: At, item: Check): void {
  list(value, item, findings, holder, key, mode);
}

/** A text that is not empty. */
const filled: Check = (value, findings, holder, key, mode = 0) => {
  if (value === '') findings.add(holder, key, 'expected a text that is not empty');
  else text(value, findings, holder, key, mode);
};

/** Whether something was done. */
export const done: Check = (...at) => loose(at, { success: wireFlag });

/** What became of a plan (contract 5.2). */
export const provision: Check = (...at) =>
  loose(at, { success: wireFlag, auth_required: wireFlag, next_url: text });

/** Where PHP has no named members, an empty list stands for an object. */
const objectOrEmpty: Check = (value, findings, holder, key, mode = 0) => {
  if (!Array.isArray(value) || value.length > 0) record(value, findings, holder, key, mode);
};

const statusProduct: Check = (...at) => loose(at, { slug: text });

/** A site and its products. */
export const status: Check = (...at) =>
  loose(at, { blog: objectOrEmpty, products: (...of) => listOf(of, statusProduct) });

/** A license of which the key alone is certain, and must not be lost for anything else. */
export const issuedLicense: Check = (...at) => loose(at, {}, { license_key: filled });

/** Such licenses. */
export const issuedLicenses: Check = (...at) => listOf(at, issuedLicense);

/** A license that is there. */
export const license: Check = (...at) =>
  loose(
    at,
    { license_id: id, issued_at: text, revoked_at: text, attached_at: text, blog_id: id, siteurl: text },
    { license_key: filled },
  );

/** One page of licenses. */
export const licensePage: Check = (...at) =>
  loose(
    at,
    { current_page: num, total_items: num, total_pages: num },
    { items: (...of) => listOf(of, license) },
  );

const product: Check = (...at) => loose(at, { name: text, currency: text }, { slug: text });

const family: Check = (...at) =>
  loose(at, { name: text }, { slug: text, products: (...of) => listOf(of, product) });

/** Families of products. */
export const families: Check = (...at) => listOf(at, family);

/** What became of a connection. */
export const siteConnection: Check = (...at) => loose(at, { blog_id: id }, { code: filled });

/** A coupon. */
export const coupon: Check = (...at) => loose(at, { used_at: text }, { coupon_code: filled });

/** A new key with its secret. */
export const partnerKey: Check = (...at) => loose(at, { id }, { client_id: id, client_secret: filled });

/** One page of activations. */
export const activationPage: Check = (...at) =>
  loose(at, { total: num }, { activations: (...of) => listOf(of, object) });

/** Objects of any kind. */
export const objects: Check = (...at) => listOf(at, object);

/** Codes and what they mean. */
export const errorCatalogue: Check = (...at) => loose(at, {}, { errors: objectOrEmpty });

/** Slugs by family; none may come as an empty list. */
export const upgradePaths: Check = (value, findings, holder, key) => {
  if (Array.isArray(value) && value.length === 0) return;
  if (!record(value, findings, holder, key)) return;
  for (const name of Object.keys(value)) list(value[name], text, findings, value, name);
};

/** What kind of trouble a refusal tells of (contract 9); `unknown` for a code of which nothing is known. */
export type JetpackCategory =
  | 'billing'
  | 'conflict'
  | 'credentials'
  | 'input'
  | 'quota'
  | 'rate'
  | 'sdk'
  | 'site'
  | 'site_unknown'
  | 'token'
  | 'unknown'
  | 'upstream';

/** A category, and what the caller can do. */
type Meaning = readonly [category: JetpackCategory, advice: string];

const REACH = 'WordPress.com cannot reach the site: it has to be public. Correct that before you try again';
const TOKEN = 'The API does not accept this token: check that it is the right one and was not withdrawn';
const USER = 'Name a user who exists on the WordPress site, by login, e-mail or numeric ID';
const REGISTRATION = 'The site could not be registered. Look at the site, then try again later';

const MEANINGS = {
  invalid_client: ['credentials', 'Check clientId and clientSecret'],
  invalid_token: ['token', 'The token is no longer valid. A new one was tried once; check the credentials'],
  invalid_scope: ['credentials', 'The token is not that of a partner. Use the credentials of a partner key'],
  partner_key_disabled: ['credentials', 'This partner key was switched off. Contact Automattic'],
  incorrect_partner_key: [
    'credentials',
    'Another partner key made this plan. Use the key that provisioned it',
  ],
  rest_unauthorized: ['credentials', TOKEN],
  rest_forbidden: ['credentials', TOKEN],
  invalid_siteurl: ['input', 'Give the full address of the directory that holds WordPress'],
  invalid_local_user: ['input', USER],
  local_user_missing: ['input', USER],
  input_error: ['input', USER],
  user_unknown: ['input', USER],
  invalid_plan: ['input', 'The slug is wrong, or the plan is not enabled for your account'],
  could_not_load_product_class: ['input', 'No product has this slug. Check it'],
  invalid_input_no_email: ['input', 'Give an e-mail address'],
  invalid_input_no_product_id: ['input', 'Give a product_type'],
  invalid_input_unknown_product_id: ['input', 'Give a product_type that exists'],
  plan_downgrade_disallowed: [
    'conflict',
    'The site has a higher plan. Cancel that first, then provision this',
  ],
  not_jps_plan: ['conflict', 'The plan was bought elsewhere, not through you. Leave it alone'],
  user_exists: ['conflict', 'The address has a WordPress.com account already. Its owner logs in with that'],
  activation_limit_reached: ['quota', 'The allowance of this key is used up. Contact Automattic'],
  method_not_found: [
    'site',
    'Jetpack does not answer on the site: install and activate it, and give the address with https',
  ],
  site_inaccessible: ['site', 'WordPress.com could not reach the site. Try again later'],
  site_inaccessible_403: ['site', REACH],
  site_requires_authorization: ['site', REACH],
  siteurl_private_ip: ['site', REACH],
  home_private_ip: ['site', REACH],
  fail_domain_forbidden: ['site', REACH],
  fail_domain_tld: ['site', REACH],
  fail_ip_forbidden: ['site', REACH],
  fail_subdomain_wpcom: ['site', REACH],
  request_cancelled: ['site', REGISTRATION],
  registration_error: ['site', REGISTRATION],
  invalid_nonce: ['site', REGISTRATION],
  nonce_missing: ['site', REGISTRATION],
  failed_registration_unknown_blog: ['site', REGISTRATION],
  site_in_safe_mode: ['site', 'Jetpack on the site is in safe mode. Resolve that in its dashboard first'],
  invalid_blog: ['site_unknown', 'WordPress.com does not know the site. Check its address'],
  unknown_blog: ['site_unknown', 'WordPress.com does not know the site. Check its address'],
  too_many_requests: ['rate', 'At most 5 links go to one address in an hour. Wait an hour'],
  missing_valid_payment_method: [
    'billing',
    'Add a payment method to the partner account; a new card takes a moment to count',
  ],
  error_access_token: ['upstream', 'WordPress.com could not make a token. Try again later'],
  rest_no_route: ['sdk', 'The API has no such path. Check baseUrl, and whether this call still exists'],
} as const satisfies Readonly<Record<string, Meaning>>;

/** Codes that mean one thing for one operation, and nothing known for the others. */
const MEANINGS_OF_ONE: ReadonlyMap<string, Readonly<Record<string, Meaning>>> = new Map([
  [
    'oauth2Token',
    {
      invalid_request: ['credentials', 'Check clientId and clientSecret'],
      unsupported_grant_type: ['credentials', 'These are not the credentials of a partner key'],
    },
  ],
  ['cancel', { invalid_input: ['upstream', 'The plan could not be removed. Contact Automattic'] }],
]);

/** A code that is known, with what it means. The API has more: `errorCatalogue` lists them. */
export type KnownJetpackCode =
  | keyof typeof MEANINGS
  | 'invalid_input'
  | 'invalid_request'
  | 'unsupported_grant_type';

/** A code of the API: those that are known, and others that occur. */
export type JetpackCode = KnownJetpackCode | (string & {});

/** Families of codes that the plugin takes as final until the site changes; others use such words, too. */
const FINAL_FAMILY = /^fail_(?:domain|ip)_|_(?:missing|malformed)$/;

/** What a code means for an operation; undefined for one of which nothing is known. */
export function meaningOf(code: string, operation: string): Meaning | undefined {
  const own = MEANINGS_OF_ONE.get(operation) ?? {};
  const known: Readonly<Record<string, Meaning>> = MEANINGS;
  if (Object.hasOwn(own, code)) return own[code];
  if (Object.hasOwn(known, code)) return known[code];
  return operation === 'provision' && FINAL_FAMILY.test(code) ? ['site', REGISTRATION] : undefined;
}

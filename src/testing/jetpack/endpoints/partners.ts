import { type JetpackCall, type JetpackEndpoint, open, type StartCall, start } from '../call.ts';
import type { JetpackKeyRow } from '../entities.ts';
import { ERROR_CATALOGUE } from '../error-catalogue.ts';
import { Refusal } from '../refusal.ts';
import { randomWord } from '../world.ts';

const HOUR_MS = 3_600_000;
const LINKS_AN_HOUR = 5;
const CLASSICS = ['personal', 'premium', 'professional'] as const;
const PRODUCT_TYPES = new Set(['jetpack', 'woocommerce']);

/** The presence of `verbose` switches it on. */
function errors({ request: { query } }: JetpackCall): object {
  if (!query.has('verbose')) return { errors: ERROR_CATALOGUE };
  const told = Object.entries(ERROR_CATALOGUE).map(([code, description]) => {
    return [code, { description, cause: description, solution: `Look for ${code} in the documentation` }];
  });
  return { errors: Object.fromEntries(told) };
}

/** Makes a key; the plans that are not allowed are 0, and numbers come back as texts. */
function createKey({ world, input }: StartCall): object {
  const name = input.text('name');
  if (name === undefined) throw new Refusal(400, 'invalid_input', 'name is missing');
  const allowed = CLASSICS.map((plan) => {
    const text = input.text(`allowed_${plan}_plans`) ?? '0';
    if (!/^\d{1,9}$/.test(text))
      throw new Refusal(400, 'invalid_input', `allowed_${plan}_plans is no number`);
    return [plan, Number(text)] as const;
  });
  const id = world.nextId();
  const key: JetpackKeyRow = {
    ...{ id, name, clientId: String(world.nextId()), clientSecret: randomWord(world.random, 40) },
    ...{ isTest: false, isDisabled: false, plans: null, isAllowListed: false },
    allowances: Object.fromEntries(allowed),
  };
  world.state.keys.set(id, key);
  const counts = allowed.map(([plan, count]) => [`allowed_${plan}_plans`, String(count)]);
  const secrets = { client_id: key.clientId, client_secret: key.clientSecret };
  return { id, name, ...Object.fromEntries(counts), notes: null, ...secrets };
}

/** Mails nothing, and counts. The status of too many is a guess. */
function magicLink({ world: { state, clock }, input }: StartCall): object {
  const email = input.text('email')?.toLowerCase();
  if (email === undefined) throw new Refusal(400, 'invalid_input_no_email', 'email is missing');
  const at = clock.now();
  const since = at.getTime() - HOUR_MS;
  const recent = state.magicLinks.filter((link) => link.email === email && link.at.getTime() > since);
  if (recent.length >= LINKS_AN_HOUR) throw new Refusal(429, 'too_many_requests', 'Too many links this hour');
  state.magicLinks.push({ email, at });
  return { success: true };
}

function createUser({ world: { state, random }, key, input }: StartCall): object {
  if (!key.isAllowListed) throw new Refusal(403, 'forbidden', 'The partner may not make users');
  const email = input.text('email')?.toLowerCase();
  if (email === undefined) throw new Refusal(400, 'invalid_input_no_email', 'email is missing');
  const product = input.text('product_type');
  if (product === undefined) throw new Refusal(400, 'invalid_input_no_product_id', 'product_type is missing');
  if (!PRODUCT_TYPES.has(product)) {
    throw new Refusal(400, 'invalid_input_unknown_product_id', 'product_type is not known');
  }
  if (state.accounts.has(email)) throw new Refusal(400, 'user_exists', 'The address has an account');
  state.accounts.add(email);
  return { success: true, bearer_token: randomWord(random, 48) };
}

const BASE = '/rest/v1.3/jpphp';

/** What answers for a partner and its keys. */
export const PARTNERS: readonly JetpackEndpoint[] = [
  open('errorCatalogue', 'GET', `${BASE}/errors`, errors),
  start('partnerKeys.create', 'POST', `${BASE}/partner-keys/new`, createKey),
  start('partnerKeys.verify', 'POST', `${BASE}/partner-keys/verify`, () => ({ success: true })),
  start('mobileMagicLink', 'POST', `${BASE}/mobile-magic-link`, magicLink),
  start('users.create', 'POST', `${BASE}/user`, createUser),
];

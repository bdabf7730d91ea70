import { type JetpackEndpoint, type StartCall, start } from '../call.ts';
import type { JetpackSiteRow } from '../entities.ts';
import { hasUser } from '../local-user.ts';
import { activate, includes, placePlan, plansOf, register } from '../plans.ts';
import { Refusal } from '../refusal.ts';
import { siteKey } from '../site-key.ts';
import { randomWord, type World } from '../world.ts';

/** What is asked for. */
interface Order {
  readonly siteUrl: string;
  readonly site: string;
  readonly localUser: string;
  /** Undefined: the site is to be registered alone. */
  readonly plan: string | undefined;
}

/** Parameters, site, then plan: the order of these checks is a guess. */
function provision(call: StartCall): object {
  const { world, key } = call;
  const order = orderOf(call);
  const site = contact(call, order);
  if (order.plan !== undefined) demandRoom(call, order.site, order.plan);
  const isConnected = site?.isConnected === true;
  if (order.plan !== undefined) {
    const row = placePlan(world, { ...order, plan: order.plan, keyId: key.id });
    if (isConnected && row.activatedAt === null) activate(world, row);
  }
  const link = site === undefined ? '' : linkFor(world, order, site);
  const more = { ...storeAccess(call, site), ...userToken(call, isConnected) };
  return { success: true, auth_required: !isConnected, next_url: link, ...more };
}

/** The vendor's script hands it to the site, whose user it connects (contract 5.2): a secret. */
function userToken(call: StartCall, isConnected: boolean): object {
  return isConnected && connectsUser(call) ? { access_token: randomWord(call.world.random, 48) } : {};
}

/** What a key that is not allow-listed is told is not documented; here the parameter does nothing. */
function connectsUser({ key, input }: StartCall): boolean {
  return key.isAllowListed && input.text('wpcom_user_id') !== undefined;
}

function orderOf({ world, key, input }: StartCall): Order {
  const siteUrl = input.text('siteurl');
  if (siteUrl === undefined) throw new Refusal(400, 'invalid_siteurl', 'siteurl is missing');
  const localUser = input.text('local_user');
  if (localUser === undefined) throw new Refusal(400, 'invalid_local_user', 'local_user is missing');
  const plan = input.text('plan');
  const isOpen = key.plans === null || plan === undefined || key.plans.includes(plan);
  const isKnown = plan === undefined || world.state.products.has(plan);
  if (!isOpen || (plan === 'free' && !world.behaviour.provisionsFree) || (!isKnown && key.plans === null)) {
    throw new Refusal(400, 'invalid_plan', 'The plan is unknown or not enabled');
  }
  if (!isKnown) throw new Refusal(400, 'could_not_load_product_class', 'There is no product of this slug');
  return { siteUrl, site: siteKey(siteUrl), localUser, plan };
}

/** Speaks to the site, and registers it; undefined where nobody answers and the plan has to wait. */
function contact(call: StartCall, order: Order): JetpackSiteRow | undefined {
  const { world, input } = call;
  const site = world.state.sites.get(order.site);
  if (site === undefined || !site.isResolved) return undefined;
  if (!site.isReachable) {
    if (world.behaviour.unreachableSite === 'pending') return undefined;
    throw new Refusal(400, 'site_inaccessible', 'The site does not answer');
  }
  // That http:// is redirected into nothing just as no scheme at all is a guess.
  const isLost = site.redirectsToHttps && !/^https:/i.test(order.siteUrl);
  if (isLost || !site.hasJetpack) throw missingMethod('remoteRegister');
  if (site.registrationError !== null) throw new Refusal(400, site.registrationError, 'The site was refused');
  // How the site's refusal is relayed is a guess (Q8).
  if (!hasUser(site, order.localUser)) throw new Refusal(400, 'input_error', 'The site has no such user');
  // Registering again leaves who is connected alone: a guess (Q6).
  if (input.flag('force_register')) site.hasLostRegistration = false;
  if (site.hasLostRegistration) throw missingMethod('remoteProvision');
  register(world, site);
  if (input.flag('force_connect')) site.isConnected = false;
  if (connectsUser(call)) site.isConnected = true;
  return site;
}

function missingMethod(method: string): Refusal {
  return new Refusal(400, 'method_not_found', `The site has no method jetpack.${method}`);
}

/**
 * That a plan which waits keeps a lower one away as one that is there does is a guess.
 *
 * @throws Refusal for what the site has already in a higher form, and for a key that has used up its allowance
 */
function demandRoom({ world, key }: StartCall, site: string, plan: string): void {
  const here = plansOf(world, site);
  if (here.some((row) => includes(world, row.plan, plan))) {
    throw new Refusal(400, 'plan_downgrade_disallowed', 'The site has a higher plan');
  }
  if (here.some((row) => row.plan === plan)) return;
  const used = world.state.activations.filter(
    (row) => row.endedAt === null && row.plan === plan && row.keyId === key.id,
  );
  const allowed = Object.hasOwn(key.allowances, plan) ? key.allowances[plan] : undefined;
  if (allowed !== undefined && used.length >= allowed) {
    throw new Refusal(400, 'activation_limit_reached', 'The key has used up its allowance');
  }
}

/** Into the site where it is connected, else where its owner connects it, once. */
function linkFor({ random, links }: World, { site }: Order, row: JetpackSiteRow): string {
  if (row.isConnected) return `${row.url.replace(/\/+$/, '')}/wp-admin/`;
  const secret = randomWord(random, 32);
  links.set(secret, site);
  return `https://wordpress.example.com/jetpack/authorize?client_id=${row.blogId}&secret=${secret}`;
}

/** A failed credential does not fail the plan. Nothing is told of FTP; the words of an error are a guess. */
function storeAccess({ input }: StartCall, site: JetpackSiteRow | undefined): object {
  const user = input.text('ssh_user');
  const hasSecret = (input.text('ssh_pass') ?? input.text('ssh_private_key')) !== undefined;
  const refusal = site === undefined ? 'The site does not answer' : (site.accessError ?? '');
  const error = user === undefined || hasSecret ? refusal : 'There is no secret';
  const isSent = user !== undefined || input.text('ftp_user') !== undefined;
  if (site !== undefined && isSent && error === '') site.hasBackupCredentials = true;
  return user === undefined ? {} : { ssh_set: error === '', ssh_error: error };
}

/** What answers at `/provision`. */
export const PROVISION: readonly JetpackEndpoint[] = [
  start('provision', 'POST', '/rest/v1.3/jpphp/provision', provision),
];

import { type JetpackEndpoint, type LicensingCall, licensing } from '../call.ts';
import { hasUser } from '../local-user.ts';
import { answers, register } from '../plans.ts';
import { badParam, Refusal } from '../refusal.ts';
import { siteKey } from '../site-key.ts';

/** Connects a site, unless its owner disconnected it by hand. Codes of refusals are guesses, the 403 is not. */
function connect({ world, input }: LicensingCall): object {
  const url = input.text('url');
  if (url === undefined || !/^https?:\/\//i.test(url)) throw badParam('url', 'is no address with its scheme');
  const user = input.text('local_user');
  if (user === undefined) throw badParam('local_user', 'is missing');
  const site = world.state.sites.get(siteKey(url));
  if (site === undefined || !answers(site) || !site.hasJetpack) {
    throw new Refusal(403, 'site_inaccessible', 'The site does not answer');
  }
  if (!hasUser(site, user)) throw new Refusal(403, 'user_unknown', 'The site has no such user');
  const number = register(world, site);
  const blog_id = world.behaviour.numbers === 'number' ? number : String(number);
  if (site.isConnected) return { code: 'already_connected', blog_id };
  if (site.wasDisconnected) return { code: 'previously_connected', blog_id };
  site.isConnected = true;
  return { code: 'success', blog_id };
}

/** What answers for the connection of sites. */
export const CONNECTION: readonly JetpackEndpoint[] = [
  licensing('licensing.connectSite', 'POST', '/wpcom/v2/jetpack-licensing/site-connection', connect),
];

import { type JetpackEndpoint, type StartCall, start } from '../call.ts';
import type { JetpackActivationRow } from '../entities.ts';
import { isClassic, knownSite, plansOf, siteOf } from '../plans.ts';
import { Refusal } from '../refusal.ts';

function cancel(call: StartCall): object {
  const { world, key, input } = call;
  const here = plansOf(world, knownSite(world, call.at('site')));
  if (input.flag('cancel-all')) return cancelAll(call, here);
  const plan = input.text('plan');
  const isMeant = (row: JetpackActivationRow) =>
    plan === undefined ? isClassic(world, row.plan) : row.plan === plan;
  const meant = here.filter(isMeant);
  const ours = meant.filter(({ keyId }) => keyId === key.id);
  if (ours.length === 0 && meant.length > 0) throw notOurs(meant);
  for (const row of ours) row.endedAt = world.clock.now();
  return { success: ours.length > 0 };
}

/** That "everything of this partner" is everything of this key, and what the lists hold, is a guess. */
function cancelAll({ world, key }: StartCall, here: readonly JetpackActivationRow[]): object {
  const ours = here.filter(({ keyId }) => keyId === key.id);
  for (const row of ours) row.endedAt = world.clock.now();
  const told = (rows: readonly JetpackActivationRow[]) => rows.map(({ id, plan }) => ({ id, slug: plan }));
  return {
    success: ours.length > 0,
    activations: told(ours.filter(({ activatedAt }) => activatedAt !== null)),
    pending_activations: told(ours.filter(({ activatedAt }) => activatedAt === null)),
  };
}

function notOurs(meant: readonly JetpackActivationRow[]): Refusal {
  return meant.some(({ keyId }) => keyId !== null)
    ? new Refusal(403, 'incorrect_partner_key', 'Another partner key made this plan')
    : new Refusal(400, 'not_jps_plan', 'The plan was bought elsewhere');
}

/** With what a test key is refused is a guess; that it gets no status is not. */
function status({ world, key, at }: StartCall): object {
  if (key.isTest) throw new Refusal(403, 'invalid_blog', 'A test key has no status of sites');
  const { state, behaviour } = world;
  const site = knownSite(world, at('site'));
  const row = state.sites.get(site);
  const isOfTestKey = (id: number | null) => id !== null && state.keys.get(id)?.isTest === true;
  const shown = plansOf(world, site).filter(({ keyId }) => !isOfTestKey(keyId));
  const isPrefixed = behaviour.statusSlugs === 'prefixed';
  return {
    blog: {
      is_connected: row?.isConnected === true,
      has_backups_credentials: row?.hasBackupCredentials === true,
    },
    products: shown.map(({ plan, keyId, activatedAt }) => ({
      slug: isPrefixed && isClassic(world, plan) ? `jetpack_${plan}` : plan,
      is_provisioned_by_partner: keyId !== null,
      is_provisioned_by_calling_partner: keyId === key.id,
      is_pending: activatedAt === null,
    })),
  };
}

/** What may be provisioned next, by family: all that is enabled, and neither there nor held by what is there. */
function upgradePaths({ world, key, at }: StartCall): object {
  const { products } = world.state;
  const has = new Set<string>();
  for (const { plan } of plansOf(world, knownSite(world, at('site')))) {
    for (const slug of [plan, ...(products.get(plan)?.includes ?? [])]) has.add(slug);
  }
  const paths = new Map<string, string[]>();
  for (const { slug, family } of products.values()) {
    if (has.has(slug) || key.plans?.includes(slug) === false) continue;
    paths.set(family, [...(paths.get(family) ?? []), slug]);
  }
  // PHP writes an array without names as a list.
  return paths.size === 0 ? [] : Object.fromEntries(paths);
}

function sshCredentials(call: StartCall): object {
  const { input } = call;
  const isWhole = input.text('ssh_user') !== undefined && input.text('ssh_host') !== undefined;
  const hasSecret = (input.text('ssh_pass') ?? input.text('ssh_private_key')) !== undefined;
  return storeCredentials(call, isWhole && hasSecret);
}

function ftpCredentials(call: StartCall): object {
  const { input } = call;
  return storeCredentials(call, input.text('ftp_user') !== undefined && input.text('ftp_host') !== undefined);
}

/** By the numeric blog ID alone. The code of a parameter that is missing is a guess. */
function storeCredentials({ world, at }: StartCall, isWhole: boolean): object {
  const site = /^\d+$/.test(at('blog_id')) ? siteOf(world, at('blog_id')) : undefined;
  if (site === undefined) throw new Refusal(403, 'invalid_blog', 'There is no blog of this ID');
  if (!isWhole) throw new Refusal(400, 'invalid_input', 'User, host or secret are missing');
  if (site.accessError !== null) return { success: false };
  site.hasBackupCredentials = true;
  return { success: true };
}

/** What answers for one site of the Start API. */
export const SITES: readonly JetpackEndpoint[] = [
  start('cancel', 'POST', '/rest/v1.3/jpphp/{site}/partner-cancel', cancel),
  start('status', 'GET', '/rest/v1.4/jpphp/{site}/status', status),
  start('upgradePaths', 'GET', '/rest/v1.3/jpphp/{site}/upgrade-paths', upgradePaths),
  start('setSshCredentials', 'POST', '/rest/v1.3/jpphp/{blog_id}/ssh-credentials', sshCredentials),
  start('setFtpCredentials', 'POST', '/rest/v1.3/jpphp/{blog_id}/ftp-credentials', ftpCredentials),
];

import type { Findings } from '../../core/check.ts';
import type { QueryPairs } from '../../core/http/url.ts';
import {
  errorCatalogue as catalogue,
  done,
  object,
  upgradePaths as paths,
  provision as provisioned,
  status,
} from '../answer-check.ts';
import { pairs, yes } from '../fields.ts';
import {
  email,
  type Fields,
  filled,
  localUser,
  natural,
  numericId,
  port,
  secret,
  site,
  siteUrl,
  slug,
  yesNo,
} from '../input-check.ts';
import type { Operation } from '../operation.ts';
import { normalizeSiteUrl } from '../site-url.ts';
import type { NoParams } from '../types/common.ts';
import type {
  BySite,
  WireCancel,
  WireCancelParams,
  WireDone,
  WireErrorCatalogue,
  WireErrorCatalogueParams,
  WireFtpFields,
  WireFtpParams,
  WireMobileMagicLinkParams,
  WireProvision,
  WireProvisionParams,
  WireSshFields,
  WireSshParams,
  WireStatus,
  WireTokenInfo,
  WireTokenInfoParams,
  WireUpgradePaths,
} from '../types/start.ts';

/** A user needs a secret (contract 5.1), and nothing of an access goes out without its user. */
function accessRules(value: Fields, findings: Findings): void {
  const has = (name: string): boolean => value[name] !== undefined;
  if (has('ssh_user') && !has('ssh_pass') && !has('ssh_private_key')) {
    findings.add(value, 'ssh_user', 'needs ssh_pass or ssh_private_key');
  }
  for (const kind of ['ssh', 'ftp']) {
    const rest = Object.keys(value).filter((name) => name.startsWith(`${kind}_`) && has(name));
    if (rest.length > 0 && !has(`${kind}_user`))
      findings.add(value, `${kind}_user`, `needed beside ${rest.join(', ')}`);
  }
}

function sshFields({ ssh_user, ssh_pass, ssh_private_key, ssh_host, ssh_port }: WireSshFields): QueryPairs {
  return pairs({ ssh_user, ssh_pass, ssh_private_key, ssh_host, ssh_port });
}

function ftpFields({ ftp_user, ftp_pass, ftp_host, ftp_port }: WireFtpFields): QueryPairs {
  return pairs({ ftp_user, ftp_pass, ftp_host, ftp_port });
}

/** `POST /rest/v1.3/jpphp/provision`. Never repeated: after a timeout read `siteStatus` first (contract 10). */
export const provision: Operation<WireProvisionParams, WireProvision> = {
  name: 'provision',
  method: 'POST',
  path: '/rest/v1.3/jpphp/provision',
  auth: 'start',
  timeoutClass: 'provision',
  input: {
    siteurl: siteUrl,
    local_user: localUser,
    'plan?': slug,
    'force_register?': yesNo,
    'force_connect?': yesNo,
    'onboarding?': yesNo,
    'wpcom_user_id?': natural,
    'wpcom_user_email?': email,
    'ssh_user?': filled,
    'ssh_pass?': secret,
    'ssh_private_key?': secret,
    'ssh_host?': filled,
    'ssh_port?': port,
    'ftp_user?': filled,
    'ftp_pass?': secret,
    'ftp_host?': filled,
    'ftp_port?': port,
  },
  rules: accessRules,
  form: {
    as: 'multipart',
    fields: (params) => [
      ...pairs({
        siteurl: normalizeSiteUrl(params.siteurl),
        local_user: params.local_user,
        plan: params.plan,
        force_register: yes(params.force_register),
        force_connect: yes(params.force_connect),
        onboarding: yes(params.onboarding),
        wpcom_user_id: params.wpcom_user_id,
        wpcom_user_email: params.wpcom_user_email,
      }),
      ...sshFields(params),
      ...ftpFields(params),
    ],
  },
  answer: { check: provisioned, secret: true },
};

/**
 * `POST /rest/v1.3/jpphp/{siteOrBlogId}/partner-cancel`. Never repeated, though a second one answers `success: false`.
 */
export const partnerCancel: Operation<WireCancelParams, WireCancel> = {
  name: 'cancel',
  method: 'POST',
  path: '/rest/v1.3/jpphp/{site}/partner-cancel',
  auth: 'start',
  timeoutClass: 'cancel',
  input: { site, 'plan?': slug, 'cancel-all?': yesNo },
  rules: (value, findings) => {
    if (value.plan !== undefined && value['cancel-all'] === true) {
      findings.add(value, 'cancel-all', 'cancels every plan: leave plan out, or cancel one at a time');
    }
  },
  form: {
    as: 'urlencoded',
    fields: ({ plan, 'cancel-all': all }) => pairs({ plan, 'cancel-all': yes(all) }),
  },
  answer: { check: done },
};

/** `GET /rest/v1.4/jpphp/{siteOrBlogId}/status`. Not for sites that were provisioned with a test key. */
export const siteStatus: Operation<BySite, WireStatus> = {
  name: 'status',
  method: 'GET',
  path: '/rest/v1.4/jpphp/{site}/status',
  auth: 'start',
  repeatable: true,
  input: { site },
  answer: { check: status },
};

/** `GET /rest/v1.3/jpphp/{siteOrBlogId}/upgrade-paths`. */
export const upgradePaths: Operation<BySite, WireUpgradePaths> = {
  name: 'upgradePaths',
  method: 'GET',
  path: '/rest/v1.3/jpphp/{site}/upgrade-paths',
  auth: 'start',
  repeatable: true,
  input: { site },
  answer: { check: paths },
};

/** `POST /rest/v1.3/jpphp/{blog_id}/ssh-credentials`. Never repeated, though a second one changes nothing more. */
export const setSshCredentials: Operation<WireSshParams, undefined> = {
  name: 'setSshCredentials',
  method: 'POST',
  path: '/rest/v1.3/jpphp/{blog_id}/ssh-credentials',
  auth: 'start',
  input: {
    blog_id: natural,
    ssh_user: filled,
    'ssh_pass?': secret,
    'ssh_private_key?': secret,
    ssh_host: filled,
    'ssh_port?': port,
  },
  rules: accessRules,
  form: { as: 'multipart', fields: sshFields },
  answer: { check: object, done: true },
};

/** `POST /rest/v1.3/jpphp/{blog_id}/ftp-credentials`. Never repeated, though a second one changes nothing more. */
export const setFtpCredentials: Operation<WireFtpParams, undefined> = {
  name: 'setFtpCredentials',
  method: 'POST',
  path: '/rest/v1.3/jpphp/{blog_id}/ftp-credentials',
  auth: 'start',
  input: {
    blog_id: natural,
    ftp_user: filled,
    'ftp_pass?': secret,
    ftp_host: filled,
    'ftp_port?': port,
  },
  rules: accessRules,
  form: { as: 'multipart', fields: ftpFields },
  answer: { check: object, done: true },
};

/** `GET /rest/v1.3/jpphp/errors`. Public. */
export const errorCatalogue: Operation<WireErrorCatalogueParams, WireErrorCatalogue> = {
  name: 'errorCatalogue',
  method: 'GET',
  path: '/rest/v1.3/jpphp/errors',
  auth: 'none',
  repeatable: true,
  input: { 'verbose?': yesNo },
  query: ({ verbose }) => pairs({ verbose: yes(verbose) }),
  answer: { check: catalogue },
};

/** `POST /rest/v1.3/jpphp/partner-keys/verify`. Any success says that the token is that of a partner. */
export const partnerKeysVerify: Operation<NoParams, undefined> = {
  name: 'partnerKeys.verify',
  method: 'POST',
  path: '/rest/v1.3/jpphp/partner-keys/verify',
  auth: 'start',
  repeatable: true,
  input: {},
  answer: { ignored: true },
};

/** `POST /rest/v1.3/jpphp/mobile-magic-link`. Mails a login link; at most 5 to one address in an hour. */
export const mobileMagicLink: Operation<WireMobileMagicLinkParams, WireDone> = {
  name: 'mobileMagicLink',
  method: 'POST',
  path: '/rest/v1.3/jpphp/mobile-magic-link',
  auth: 'start',
  once: true,
  input: { email },
  form: { as: 'multipart', fields: ({ email: address }) => pairs({ email: address }) },
  answer: { check: done },
};

/** `GET /oauth2/token-info`. Puts the token into the address: for diagnostics alone. */
export const tokenInfo: Operation<WireTokenInfoParams, WireTokenInfo> = {
  name: 'tokenInfo',
  method: 'GET',
  path: '/oauth2/token-info',
  auth: 'none',
  repeatable: true,
  input: { client_id: numericId, token: secret },
  query: ({ client_id, token }) => pairs({ client_id: String(client_id).trim(), token }),
  answer: { check: object },
};

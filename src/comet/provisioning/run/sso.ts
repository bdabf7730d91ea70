import { ConfigError } from '../../../core/errors/input.ts';
import type { CallOptions } from '../../../core/http/call.ts';
import type { AccountRef } from '../account-ref.ts';
import { planSso } from '../plan-actions.ts';
import type { SsoTicket } from '../result.ts';
import { AccountRun } from './account-run.ts';
import type { CometAccountsOptions } from './options.ts';

/** Walks the plan of a login to the web interface. Source: contract 2.6 (SSO) and admin 3.8. */
export async function startSso(
  options: CometAccountsOptions,
  account: AccountRef | undefined,
  call: CallOptions,
): Promise<SsoTicket> {
  const plan = planSso(account);
  const { baseUrl, username: admin } = options.comet;
  const username = account?.username ?? admin;
  if (baseUrl === undefined || username === undefined) {
    throw new ConfigError('A login to the web interface needs a `comet` that tells its baseUrl and username');
  }
  const run = new AccountRun(options, { username }, plan, 'sso', call);
  let sessionkey = '';
  await run.walk(async (step) => {
    if (step.id === 'read') await run.read(step);
    else sessionkey = await run.calls.startSession(account === undefined ? undefined : username);
    return 'done';
  });
  return {
    openUrl: baseUrl,
    expectOrigin: new URL(baseUrl).origin,
    waitFor: 'app_loaded',
    message: { msg: account === undefined ? 'session_login' : 'user_session_login', username, sessionkey },
  };
}

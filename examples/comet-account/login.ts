import { ResellerSdkError } from 'reseller-sdk';
import type { SsoTicket } from 'reseller-sdk/comet/provisioning';
import { accountOf } from './account.ts';
import type { Shop } from './shop.ts';

/** How long a link may be used. */
const LINK_LIFE_MS = 10 * 60_000;

/** Of a page that logs a customer in with one click. It holds no key of Comet: that is fetched by the click. */
export async function loginLink(shop: Shop, serviceKey: string): Promise<string> {
  const { token } = await shop.loginTokens.issue({ ...bindingsOf(serviceKey), ttlMs: LINK_LIFE_MS });
  return new URL(`/login/${serviceKey}/${token}`, shop.publicUrl).href;
}

/** What a click gets: a ticket, or why there is none. The second click on a link gets none. */
export type Click =
  | { readonly status: 200; readonly ticket: SsoTicket }
  | { readonly status: 403 | 410; readonly refused: string };

/** Uses a link up, and only then asks the server for a session. */
export async function click(shop: Shop, serviceKey: string, token: string): Promise<Click> {
  if (!(await shop.loginTokens.consume(token, bindingsOf(serviceKey)))) {
    return { status: 410, refused: 'LINK_USED' };
  }
  const account = await accountOf(shop, serviceKey);
  if (account === undefined) return { status: 403, refused: 'NO_ACCOUNT' };
  try {
    return { status: 200, ticket: await shop.accounts.userSso(account) };
  } catch (error) {
    if (!(error instanceof ResellerSdkError)) throw error;
    return { status: 403, refused: error.code };
  }
}

/** In a shop with a login of its own, the subject is who is logged in. */
function bindingsOf(serviceKey: string) {
  return { subject: serviceKey, action: 'login', resource: serviceKey };
}

/** The page behind a link: its button opens Comet's web interface and hands the key over to that window alone. */
export const LOGIN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Your backup</title>
<button>Open my backup</button>
<p role="status"></p>
<script src="/login.js"></script>
`;

/** Runs in the page. The window is opened by the click itself, or the browser would block it. */
export const LOGIN_SCRIPT = `'use strict';
document.querySelector('button').addEventListener('click', async (event) => {
  event.target.disabled = true;
  const child = window.open('about:blank');
  const answer = await fetch(location.href, { method: 'POST' });
  if (!answer.ok) {
    child.close();
    document.querySelector('p').textContent = 'This link does not work any more. Please ask for a new one.';
    return;
  }
  const { openUrl, expectOrigin, waitFor, message } = await answer.json();
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source === child && origin === expectOrigin && data?.msg === waitFor) child.postMessage(message, expectOrigin);
  });
  child.location = openUrl;
});
`;

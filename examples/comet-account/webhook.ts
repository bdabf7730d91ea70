import { InvalidInputError } from 'reseller-sdk';
import { SEVT } from 'reseller-sdk/comet/admin/constants';
import { parseWebhookEvent, verifyWebhookSecret, webhookKey } from 'reseller-sdk/comet/events';
import type { Shop } from './shop.ts';

const ABOUT_ACCOUNTS: ReadonlySet<number> = new Set([SEVT.SEVT_ACCOUNT_UPDATED, SEVT.SEVT_ACCOUNT_REMOVED]);

/**
 * Takes a delivery of the server's webhook and answers the status of HTTP. An account that somebody changed or removed
 * by hand is looked at by the next work; what the event itself says of it may be old, and is not used.
 */
export function receiveWebhook(shop: Shop, authorization: string | undefined, body: Uint8Array): number {
  const { webhookSecret, deliveries, services } = shop;
  if (webhookSecret === undefined) return 404;
  if (!verifyWebhookSecret(authorization, webhookSecret)) return 401;
  try {
    const { Type, ResourceID } = parseWebhookEvent(body);
    deliveries.takeOnce(webhookKey(body), () => {
      if (ABOUT_ACCOUNTS.has(Type)) services.wantLook(ResourceID ?? '');
    });
    return 200;
  } catch (error) {
    if (error instanceof InvalidInputError) return 400;
    throw error;
  }
}

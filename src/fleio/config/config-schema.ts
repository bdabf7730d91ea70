import * as z from 'zod/mini';
import { compare, fraction } from '../../core/fraction.ts';
import { parseBaseUrl } from '../../core/http/url.ts';
import { staffApiUrl } from '../addresses.ts';
import type { FleioConfig } from './fleio-config.ts';
import {
  address,
  amount,
  currency,
  groupNames,
  names,
  number,
  textOrNone,
  timeZone,
  toggle,
  token,
  wholeNumber,
} from './parts.ts';

/** As long as charges may be apart at most: a hundred years, as for `decideChargeRetry`. */
const MAX_RETRY_HOURS = 876_000;
const MAX_DECIMALS = 18;

let schema: z.ZodMiniType<FleioConfig> | undefined;

/**
 * The zod schema of a configuration: its output is a `FleioConfig`. Names that it does not know are refused, since a
 * setting that is misspelt would silently be its default. No issue quotes a value. Built when first asked for.
 */
export function fleioConfigSchema(): z.ZodMiniType<FleioConfig> {
  schema ??= buildSchema();
  return schema;
}

function buildSchema(): z.ZodMiniType<FleioConfig> {
  return z
    .strictObject({
      token: token(),
      frontendUrl: z.optional(address((text) => parseBaseUrl(text, 'frontendUrl').href)),
      staffUrl: z.optional(address((text) => parseBaseUrl(text, 'staffUrl').href)),
      baseUrl: address((text) => staffApiUrl(text).href),
      allowInsecureHttp: toggle(),
      minTopUp: z._default(amount(), '10'),
      maxTopUp: z._default(amount(), '1000'),
      groups: z._default(groupNames(), []),
      configuration: z.optional(textOrNone()),
      usernamePrefix: z._default(z.string('must be a text').check(z.trim()), 'whmcs'),
      unsuspendVerb: z._default(
        z.enum(['unsuspend', 'resume', 'auto'], 'must be unsuspend, resume or auto'),
        'auto',
      ),
      invoiceWithoutAgreement: toggle(),
      invoiceWithAgreement: toggle(),
      chargeImmediately: toggle(),
      gatewayNames: z._default(names(), []),
      minimumInvoice: z._default(amount(), '0'),
      chargeRetryHours: z._default(number(0, MAX_RETRY_HOURS), 0),
      dropAgreementAfter: z._default(wholeNumber(), 0),
      cycleWindowOnly: toggle(),
      acceptVerifiedOrders: toggle(),
      includeSuspended: toggle(),
      defaultCurrency: currency(),
      timeZone: timeZone(),
      minorUnits: z.optional(
        z.record(z.string(), wholeNumber(MAX_DECIMALS), 'must be decimals by currency code'),
      ),
    })
    .check(
      z.refine(hasRoomForTopUps, {
        path: ['maxTopUp'],
        error: 'must not be less than minTopUp',
        when: isRead,
      }),
      z.refine(keepsTokenSafe, { path: ['baseUrl'], error: PLAIN_HTTP, when: isRead }),
    );
}

const PLAIN_HTTP = 'would send the token over plain http; use https, or allowInsecureHttp: true';

/** Settings as they were read; one that does not fit is something else than its type says. */
type Read = { readonly [Setting in keyof FleioConfig]?: unknown };

/** Whether there are settings to compare; issues of others are no reason to keep these back. */
function isRead({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}

function hasRoomForTopUps({ minTopUp, maxTopUp }: Read): boolean {
  if (typeof minTopUp !== 'string' || typeof maxTopUp !== 'string') return true;
  return compare(fraction(maxTopUp, 'maxTopUp'), fraction(minTopUp, 'minTopUp')) >= 0;
}

function keepsTokenSafe({ baseUrl, allowInsecureHttp }: Read): boolean {
  return typeof baseUrl !== 'string' || allowInsecureHttp === true || !parseBaseUrl(baseUrl).insecure;
}

import {
  classifyRefusal,
  interpretPartnerKey,
  interpretSiteConnection,
  maskLicenseKey,
  normalizeSiteUrl,
  parseWpDate,
  readJetpackObject,
  siteIdentifier,
} from 'reseller-sdk/jetpack';
import * as z from 'zod';
import type { Adapter } from '../runner.ts';

const SiteUrl = z.union([
  z.string(),
  z.strictObject({ url: z.string(), scheme: z.enum(['keep', 'strip']).optional() }),
]);
const AnswerInput = z.strictObject({ status: z.int(), body: z.unknown(), operation: z.string() });

export const adapters: Record<string, Adapter> = {
  'jetpack/site-url': (input) => {
    const given = SiteUrl.parse(input);
    return typeof given === 'string' ? normalizeSiteUrl(given) : normalizeSiteUrl(given.url, given);
  },
  'jetpack/site-identifier': (input) => siteIdentifier(z.union([z.string(), z.number()]).parse(input)),
  'jetpack/refusal': (input) => {
    const { status, body, operation } = AnswerInput.parse(input);
    return classifyRefusal(status, body, operation) ?? null;
  },
  'jetpack/answer': (input) => {
    const { body, ...facts } = AnswerInput.parse(input);
    return readJetpackObject(body, facts);
  },
  'jetpack/site-connection': (input) => interpretSiteConnection(input),
  'jetpack/partner-key': (input) => {
    const key = interpretPartnerKey(input);
    return { ...key, clientSecret: key.clientSecret.reveal() };
  },
  'jetpack/license-key': (input) => maskLicenseKey(z.string().parse(input)),
  'jetpack/wp-date': (input) => parseWpDate(z.string().parse(input)).toISOString(),
};

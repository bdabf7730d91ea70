import {
  activityMessage,
  buildProvisionFields,
  interpretCancel,
  interpretProvision,
  interpretStatus,
  parseProductFields,
  planSlug,
  provisioningDetails,
  recheckAt,
  withPartnerRedirect,
} from 'reseller-sdk/jetpack/plans';
import * as z from 'zod';
import { play } from '../../jetpack/plans/history.ts';
import type { Adapter } from '../runner.ts';

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const SITE = 'https://shop.example.com';
const NOW = '2026-01-01T00:00:00Z';

const Fields = z.strictObject({
  fields: z.record(z.string(), z.unknown()),
  credentials: z.record(z.string(), z.unknown()).optional(),
});
const Answer = z.strictObject({
  http: z.int().default(200),
  body: z.unknown(),
  siteUrl: z.string().default(SITE),
  now: Instant.default(new Date(NOW)),
});
const Access = { user: z.string(), host: z.string().optional(), port: z.int().optional() };
const Input = z.strictObject({
  siteUrl: z.string(),
  localUser: z.union([z.string(), z.int()]),
  plan: z.string(),
  forceRegister: z.boolean().optional(),
  forceConnect: z.boolean().optional(),
  onboarding: z.boolean().optional(),
  wpcomUserId: z.int().optional(),
  ssh: z
    .strictObject({ ...Access, pass: z.string().optional(), privateKey: z.string().optional() })
    .optional(),
  ftp: z.strictObject({ ...Access, pass: z.string() }).optional(),
});
const Status = z.strictObject({ status: z.record(z.string(), z.unknown()), plan: z.string().optional() });
const Details = z.strictObject({
  outcome: z.strictObject({ status: z.string(), nextUrl: z.string().nullable().optional() }),
  siteUrl: z.string().default(SITE),
  redirect: z.string().optional(),
});
const Wait = z.strictObject({
  checks: z.int(),
  pendingUntil: Instant.nullable(),
  code: z.string().optional(),
  now: Instant.default(new Date(NOW)),
});

export const adapters: Record<string, Adapter> = {
  'jetpack-plans/fields': (input) => {
    const { fields, credentials } = Fields.parse(input);
    return parseProductFields(fields, { credentials });
  },
  'jetpack-plans/slug': (input) => ({
    slug: planSlug(z.strictObject({ name: z.string() }).parse(input).name),
  }),
  'jetpack-plans/provision-fields': (input) => ({ fields: buildProvisionFields(Input.parse(input)) }),
  'jetpack-plans/interpret-provision': (input) => {
    const { http, body, ...context } = Answer.parse(input);
    return interpretProvision(http, body, context);
  },
  'jetpack-plans/interpret-cancel': (input) => {
    const { http, body } = Answer.parse(input);
    return interpretCancel(http, body);
  },
  'jetpack-plans/interpret-status': (input) => {
    const { status, plan } = Status.parse(input);
    return { presence: interpretStatus(status, plan) };
  },
  'jetpack-plans/details': (input) => {
    const { outcome, siteUrl, redirect } = Details.parse(input);
    const shown = redirect === undefined ? outcome : withPartnerRedirect(outcome, redirect);
    const details = provisioningDetails(shown, siteUrl);
    return { ...details, text: details.toText() };
  },
  'jetpack-plans/activity-message': (input) => {
    const { http, body, ...context } = Answer.parse(input);
    try {
      interpretProvision(http, body, context);
      return { line: null };
    } catch (error) {
      return { line: activityMessage(error) };
    }
  },
  'jetpack-plans/recheck': (input) => {
    const { now, ...wait } = Wait.parse(input);
    return { at: recheckAt(wait, now) };
  },
  'jetpack-plans/life': play,
};

import { quote, Secret } from '../../core/secret.ts';
import { normalizeSiteUrl, readSite } from '../site-url.ts';
import type { JetpackPlan } from '../types/start.ts';
import { CLASSIC_PLANS, isClassicPlan } from './plan-slug.ts';

/** The fields that a product of the WHMCS module has, in the order in which it looks at them. */
export const PRODUCT_FIELDS = Object.freeze({
  plan: 'Plan',
  siteUrl: 'Site URL',
  localUser: 'Local User',
  details: 'jetpack_provisioning_details',
});

/** What a plan is sold for, as the fields of a product say it. */
export interface PlanFields {
  /** In its one spelling, as `normalizeSiteUrl` gives it. */
  readonly siteUrl: string;
  /** Login, e-mail address or numeric id of a user who exists on the site. */
  readonly localUser: string;
  readonly plan: JetpackPlan;
}

/** One thing that is wrong with the fields of a product. */
export interface FieldIssue {
  readonly code: 'missing_field' | 'plan_not_allowed' | 'invalid_site_url' | 'missing_credentials';
  /** The field as the product names it; `clientId` or `clientSecret` for credentials. */
  readonly field: string;
  /** For the operator. */
  readonly message: string;
}

/** What the fields say, or everything that is wrong with them. */
export type ProductFieldsResult =
  | { readonly ok: true; readonly value: PlanFields }
  | { readonly ok: false; readonly issues: readonly FieldIssue[] };

/** Further parts of the product's set-up, where they are to be looked at, too. */
export interface ProductFieldOptions {
  /** The credentials of the product; left out: nothing is said about them. */
  readonly credentials?: { readonly clientId?: unknown; readonly clientSecret?: unknown } | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The product fields of the WHMCS module, by their exact names, upper and lower case and blanks included (contract 7).
 * All four must be there; only `jetpack_provisioning_details` may be blank. The plan is one of the four in any case,
 * not trimmed. Other fields are passed over.
 *
 * @returns the order, or every issue: what is missing in the order of the module, then the plan, then the address, then
 * the credentials
 */
export function parseProductFields(
  given: Fields | null | undefined,
  { credentials }: ProductFieldOptions = {},
): ProductFieldsResult {
  const fields = given ?? {};
  const [plan, siteUrl, localUser] = [
    textOf(fields, PRODUCT_FIELDS.plan),
    textOf(fields, PRODUCT_FIELDS.siteUrl),
    textOf(fields, PRODUCT_FIELDS.localUser).trim(),
  ];
  const issues = [
    ...missingIssues(fields),
    ...planFieldIssues(fields, plan),
    ...siteIssues(siteUrl),
    ...credentialIssues(credentials),
  ];
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: { siteUrl: normalizeSiteUrl(siteUrl), localUser, plan: plan.toLowerCase() } };
}

function missingIssues(fields: Fields): FieldIssue[] {
  const { plan, details } = PRODUCT_FIELDS;
  return Object.values(PRODUCT_FIELDS).flatMap((field): FieldIssue[] => {
    const isThere = field === plan || field === details ? isSet(fields, field) : !isBlank(fields, field);
    if (isThere) return [];
    const what = isSet(fields, field) ? 'must not be blank' : 'is missing: add it to the product';
    return [{ code: 'missing_field', field, message: `The field ${field} ${what}` }];
  });
}

function planFieldIssues(fields: Fields, plan: string): FieldIssue[] {
  const { plan: field } = PRODUCT_FIELDS;
  if (!isSet(fields, field) || isClassicPlan(plan.toLowerCase())) return [];
  const message = `${JSON.stringify(quote(plan))} is no plan: set ${field} to one of ${CLASSIC_PLANS.join(', ')}`;
  return [{ code: 'plan_not_allowed', field, message }];
}

function siteIssues(siteUrl: string): FieldIssue[] {
  const { siteUrl: field } = PRODUCT_FIELDS;
  const reading = siteUrl.trim() === '' ? undefined : readSite(siteUrl);
  if (reading === undefined || !('faults' in reading)) return [];
  return reading.faults.map((message) => ({
    code: 'invalid_site_url',
    field,
    message: `${field}: ${message}`,
  }));
}

function credentialIssues(credentials: ProductFieldOptions['credentials']): FieldIssue[] {
  if (!credentials) return [];
  return (['clientId', 'clientSecret'] as const).flatMap((field): FieldIssue[] => {
    if (!isBlank(credentials, field) || isWrapped(credentials[field])) return [];
    return [{ code: 'missing_credentials', field, message: `The partner credential ${field} is missing` }];
  });
}

/** A secret as the client takes it: in a `Secret`, or behind a function that fetches it. */
function isWrapped(value: unknown): boolean {
  return typeof value === 'function' || value instanceof Secret;
}

/** As PHP's `isset`: null counts as missing. */
function isSet(fields: Fields, field: string): boolean {
  return Object.hasOwn(fields, field) && fields[field] !== undefined && fields[field] !== null;
}

function isBlank(fields: Fields, field: string): boolean {
  return textOf(fields, field).trim() === '';
}

/** A field as text; a numeric user id may come as a number. */
function textOf(fields: Fields, field: string): string {
  const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : '';
}

import { ApiError } from '../../core/errors/api.ts';
import { readJetpackObject, unexpectedAnswer } from '../answer-object.ts';
import type { JetpackObject } from '../classify.ts';
import { cleanText } from '../secrets.ts';
import { VENDOR } from '../vendor.ts';
import { type CreateOutcome, PENDING_MS, type PlanWarning } from './outcome.ts';
import { readWireBoolean } from './wire-boolean.ts';

/** A piece of a foreign text as people may see it. */
type Clean = (text: string) => string;

/** What an answer does not tell. */
export interface ProvisionContext {
  /** The site as it was sent. */
  readonly siteUrl: string;
  /** When the answer came: a pending activation is kept for 14 days from then. */
  readonly now: Date;
  /** Secrets that were sent along, such as `ssh.pass`: neither an error nor a warning repeats them. */
  readonly secrets?: readonly string[] | undefined;
}

/**
 * What an answer of `provision` means (contract 5.2). The plan is there on one answer alone, `success` true with
 * `auth_required` false; on every other success the activation waits, for the customer where there is a `next_url`, for
 * the site where there is none.
 *
 * @param http status of the answer
 * @param body its JSON, or its text
 * @throws ApiError and its kinds for a refusal; UnexpectedResponseError `empty_response`, `invalid_json`, or
 * `invalid_shape` for anything that says neither yes nor no, or a `next_url` that is no http(s) address
 */
export function interpretProvision(http: number, body: unknown, context: ProvisionContext): CreateOutcome {
  const clean = (text: string): string => cleanText(text, context.secrets ?? []);
  const answer = readJetpackObject(body, { ...factsOf(http), clean });
  const isSuccess = flagOf(answer, 'success', http);
  if (isSuccess === false) throw unexplained(http, answer, clean);
  if (isSuccess === undefined)
    throw unexpected('the answer does not say whether it was done', http, 'success');
  const isAuthRequired = flagOf(answer, 'auth_required', http) ?? true;
  const warnings = sshWarnings(answer, clean);
  if (!isAuthRequired) return provisioned(answer['next_url'], warnings);
  return waiting(answer['next_url'], http, context, warnings);
}

function provisioned(link: unknown, warnings: readonly PlanWarning[]): CreateOutcome {
  if (isMissing(link)) return { status: 'provisioned', warnings };
  if (isWebAddress(link)) return { status: 'provisioned', siteLink: link, warnings };
  const message = 'The plan is active. The link into the site was no http(s) address and was left out';
  return { status: 'provisioned', warnings: [...warnings, { code: 'site_link_unusable', message }] };
}

function waiting(
  nextUrl: unknown,
  http: number,
  { siteUrl, now }: ProvisionContext,
  warnings: readonly PlanWarning[],
): CreateOutcome {
  const pendingUntil = new Date(now.getTime() + PENDING_MS);
  if (isMissing(nextUrl)) return { status: 'waiting_for_domain', siteUrl, pendingUntil, warnings };
  if (isWebAddress(nextUrl)) return { status: 'awaiting_connection', nextUrl, pendingUntil, warnings };
  throw unexpected('the address to connect at is no http(s) address', http, 'next_url');
}

/** A failed credential does not fail the plan. */
function sshWarnings(answer: JetpackObject, clean: Clean): readonly PlanWarning[] {
  const error = answer['ssh_error'];
  const isSaved = readWireBoolean(answer['ssh_set']);
  const isSaid = typeof error === 'string' && !isMissing(error);
  if (isSaved !== false && !isSaid) return [];
  const said = isSaid ? `: ${clean(error)}` : '';
  return [{ code: 'ssh_not_saved', message: `The SSH credentials were not saved${said}` }];
}

function flagOf(answer: JetpackObject, name: string, http: number): boolean | undefined {
  const flag = readWireBoolean(answer[name]);
  if (flag === null) throw unexpected(`${name} is neither yes nor no`, http, name);
  return flag;
}

function isMissing(text: unknown): boolean {
  return text === undefined || text === null || (typeof text === 'string' && text.trim() === '');
}

function isWebAddress(text: unknown): text is string {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  return /^https?:$/.test(new URL(text).protocol);
}

/** The server says no, and not why. */
function unexplained(status: number, { message }: JetpackObject, clean: Clean): ApiError {
  const vendorMessage = typeof message === 'string' ? clean(message) : undefined;
  const hint = 'The plan was not created. Contact Automattic if it stays so';
  return new ApiError({ vendor: VENDOR, operation: 'provision', status, vendorMessage, hint });
}

function factsOf(status: number) {
  return { operation: 'provision', status };
}

function unexpected(what: string, http: number, path: string): Error {
  return unexpectedAnswer(what, 'invalid_shape', factsOf(http), {
    issues: [{ path, message: 'does not fit' }],
  });
}

import { issuesOf } from '../core/check.ts';
import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import type { HttpRequest } from '../core/http/call.ts';
import { stringifyJson } from '../core/http/json.ts';
import { pathSegment, type QueryPairs } from '../core/http/url.ts';
import { inputCheck } from './input-check.ts';
import { multipart } from './multipart.ts';
import type { Operation, OperationFacts } from './operation.ts';
import { plain } from './plain.ts';
import { maskLicenseKey } from './secrets.ts';
import { siteIdentifier } from './site-identifier.ts';
import { INVALID_SITE_URL } from './site-url.ts';

/**
 * The request of an operation, built once from its parameters and copied for each attempt.
 *
 * @throws InvalidInputError with every parameter that does not fit
 */
export function requestOf<P extends object, R>(operation: Operation<P, R>, params: P): HttpRequest {
  const { name, method, path, query, form, json } = operation;
  const issues = issuesOf(params, inputCheck(operation)).map((issue) => withCode(issue, operation));
  if (issues.length > 0) throw new InvalidInputError(name, issues, codeOf(issues));
  const sent = json?.(params);
  const shownPath = path.includes('{license_key}') ? filled(path, params, true) : undefined;
  const known = { method, path: filled(path, params, false), shownPath, query: query?.(params) };
  if (sent !== undefined) {
    return { ...known, body: stringifyJson(sent), headers: { 'Content-Type': 'application/json' } };
  }
  const fields = form?.fields(params) ?? [];
  if (form === undefined || fields.length === 0) return known;
  if (form.as === 'urlencoded') return { ...known, body: urlencoded(fields) };
  const { body, contentType } = multipart(fields);
  return { ...known, body, headers: { 'Content-Type': contentType } };
}

const SITES = new Set(['site', 'siteurl', 'url']);

function withCode(issue: Issue, { input }: OperationFacts): Issue {
  const isSite = SITES.has(issue.path) && Object.hasOwn(input, issue.path);
  return isSite ? { ...issue, code: INVALID_SITE_URL } : issue;
}

/** What is wrong with a site alone has a code of its own. */
function codeOf(issues: readonly Issue[]): string | undefined {
  return issues.every(({ code }) => code === INVALID_SITE_URL) ? INVALID_SITE_URL : undefined;
}

/** A path with its members filled in; a site goes in raw, for `::` must stay (contract 3.3). */
function filled(path: string, params: object, shown: boolean): string {
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value: unknown = Reflect.get(params, name);
    if (name === 'site') return siteIdentifier(typeof value === 'number' ? value : String(value));
    if (name === 'license_key' && shown) return maskLicenseKey(String(value));
    return pathSegment(String(value), name);
  });
}

function urlencoded(fields: QueryPairs): URLSearchParams {
  return new URLSearchParams(fields.map(([name, value]) => [name, value]));
}

/** What a call sends and nothing may show. */
export interface HeldSecrets {
  readonly secrets: readonly string[];
  /** Of license keys the slug of the product may be shown. */
  readonly keys: readonly string[];
}

const SECRETS = ['ssh_pass', 'ssh_private_key', 'ftp_pass', 'token'];

/** What unlocks a license is this long at least; other words that one searches for may be shown. */
const UNLOCKING = /[A-Za-z0-9]{20}/;

/** The secrets among parameters, whatever becomes of these later. */
export function heldSecrets(params: object): HeldSecrets {
  const textOf = (name: string): string[] => {
    const text = plain(Reflect.get(params, name));
    return typeof text === 'string' && text !== '' ? [text] : [];
  };
  const searched = textOf('search').filter((text) => UNLOCKING.test(text));
  return { secrets: SECRETS.flatMap(textOf), keys: [...textOf('license_key'), ...searched] };
}

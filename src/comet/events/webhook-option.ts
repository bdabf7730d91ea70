import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { isInsecure } from '../../core/http/url.ts';
import { Secret } from '../../core/secret.ts';
import type { StreamableEventType } from '../admin/constants/index.ts';
import type { WebhookOption } from '../admin/types/index.ts';

/** A webhook as `webhookOption` takes it. */
export interface WebhookSpec {
  /** Address of the receiver: https, or http on this machine. */
  readonly url: string;
  /** Whole value of the secret header, such as `Bearer 5f2c...`: printable ASCII, 16 characters at least. */
  readonly secret: string | Secret;
  /** Name of the secret header. Default `Authorization`. */
  readonly header?: string | undefined;
  /**
   * `none` leaves out `Data` (server 23.5 and later): the event says what changed, a call says how it is now. `full`
   * sends all of it, of profiles their secrets too.
   */
  readonly level: 'none' | 'full';
  /** Types to send. `all` is a word of its own because the server takes an empty list for all types. */
  readonly events: 'all' | readonly StreamableEventType[];
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Allow plain http to another machine, where secret and events can be read on the way. Default false. */
  readonly allowInsecureHttp?: boolean | undefined;
}

const MIN_SECRET = 16;
const HEADER_NAME = /^[!#$%&'*+.^`|~\w-]+$/;
const HEADER_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** The server ignores custom headers that HTTP or its tracing id need. Source: contract 12.1. */
const RESERVED: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-type',
  'host',
  'transfer-encoding',
  'x-comet-tracing-id',
]);

/**
 * The vendor's `WebhookOption` for a receiver that proves its sender by a secret header.
 *
 * @throws InvalidInputError with everything that is wrong; no issue quotes the secret
 */
export function webhookOption(spec: WebhookSpec): WebhookOption {
  const { url, level, events } = spec;
  const [header, headers] = [spec.header ?? 'Authorization', spec.headers ?? {}];
  const secret = spec.secret instanceof Secret ? spec.secret.reveal() : spec.secret;
  const issues = [
    ...urlIssues(url, spec.allowInsecureHttp ?? false),
    ...headerIssues('header', header, secret),
    ...Object.entries(headers).flatMap(([name, value]) => headerIssues(`headers.${name}`, name, value)),
    ...choiceIssues(spec),
  ];
  if (typeof secret !== 'string' || secret.length < MIN_SECRET) {
    issues.push({ path: 'secret', message: `must have ${MIN_SECRET} characters at least` });
  }
  const names = [header, ...Object.keys(headers)].map((name) => name.toLowerCase());
  if (new Set(names).size < names.length) issues.push({ path: 'headers', message: 'a name comes twice' });
  if (issues.length > 0) throw new InvalidInputError('webhook', issues);
  return {
    URL: url,
    CustomHeaders: { ...headers, [header]: secret },
    Level: level,
    WhiteListedEventTypes: events === 'all' ? [] : [...events],
  };
}

function urlIssues(text: string, allowInsecure: boolean): Issue[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || /\s/.test(text) || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return [{ path: 'url', message: 'must be an absolute https URL' }];
  }
  if (url.username !== '' || url.password !== '') {
    return [{ path: 'url', message: 'must not hold a name or password; use secret' }];
  }
  if (isInsecure(url) && !allowInsecure) {
    return [{ path: 'url', message: 'is plain http. Use https, or allowInsecureHttp: true' }];
  }
  return [];
}

function headerIssues(path: string, name: string, value: string): Issue[] {
  const issues: Issue[] = [];
  if (!HEADER_NAME.test(name)) issues.push({ path, message: 'is no name of an HTTP header' });
  if (RESERVED.has(name.toLowerCase())) issues.push({ path, message: 'is ignored by the server' });
  if (typeof value !== 'string' || !HEADER_VALUE.test(value)) {
    issues.push({ path, message: 'needs a value of printable ASCII without blanks at its ends' });
  }
  return issues;
}

function choiceIssues({ level, events }: WebhookSpec): Issue[] {
  const issues: Issue[] = [];
  if (level !== 'none' && level !== 'full') issues.push({ path: 'level', message: 'must be none or full' });
  if (events !== 'all' && !(Array.isArray(events) && events.length > 0 && events.every(Number.isInteger))) {
    const message = "must name types, or be 'all': the server takes an empty list for all types";
    issues.push({ path: 'events', message });
  }
  return issues;
}

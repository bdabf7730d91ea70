import { sha256Hex } from '../../core/canonical.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { checkLimits } from '../../core/http/limits.ts';
import type { StreamableEvent } from '../admin/types/index.ts';
import { MAX_DEPTH, readEvent } from './read-event.ts';

/** Codes of what `parseWebhookEvent` refuses. */
export type WebhookBodyCode =
  | 'WEBHOOK_TOO_LARGE'
  | 'WEBHOOK_NOT_TEXT'
  | 'WEBHOOK_NOT_JSON'
  | 'WEBHOOK_NOT_AN_EVENT';

/** Options of `parseWebhookEvent`. */
export interface ParseWebhookOptions {
  /** Longest body: bytes of bytes, characters of a text. Default 16777216; profiles with many jobs are long. */
  readonly maxLength?: number | undefined;
}

const MAX_LENGTH = 16_777_216;

const PROBLEMS = {
  binary: ['WEBHOOK_NOT_TEXT', 'is not UTF-8'],
  'not-json': ['WEBHOOK_NOT_JSON', `is no JSON, or nested deeper than ${MAX_DEPTH}`],
  'not-an-event': ['WEBHOOK_NOT_AN_EVENT', 'is no object with the members of an event'],
} as const;

function refuse(code: WebhookBodyCode, message: string): never {
  throw new InvalidInputError('webhook body', [{ path: '', message, code }], code);
}

/**
 * Reads the body of a webhook delivery: one event. Anybody can send one, so verify the secret first, and treat the
 * content as news of *what* changed: deliveries come in parallel, in any order and more than once, so read the
 * present state by a call before you act on it. With level `none`, and on older servers, there is no `Data`.
 *
 * Source: contract 12.2 and 12.3.
 *
 * @throws InvalidInputError with a `WebhookBodyCode`, quoting nothing of the body; ConfigError for a limit that is
 * no positive number
 */
export function parseWebhookEvent(
  body: string | Uint8Array,
  { maxLength = MAX_LENGTH }: ParseWebhookOptions = {},
): StreamableEvent {
  checkLimits({ maxLength });
  const length = lengthOf(body);
  if (length > maxLength)
    refuse('WEBHOOK_TOO_LARGE', `is ${length} long, more than ${maxLength} are not read`);
  const text = typeof body === 'string' ? body : decode(body);
  const read = text === undefined ? ({ problem: 'binary' } as const) : readEvent(text);
  if ('event' in read) return read.event;
  const [code, message] = PROBLEMS[read.problem];
  return refuse(code, message);
}

/** Frameworks hand over what they parsed in place of what came. */
function lengthOf(body: string | Uint8Array): number {
  if (typeof body === 'string') return body.length;
  if (ArrayBuffer.isView(body)) return body.byteLength;
  return refuse('WEBHOOK_NOT_TEXT', 'is neither text nor bytes. Pass it as it came, not parsed');
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * What two deliveries of one event have in common: the SHA-256 of the body as it came, 64 hex digits. The server
 * repeats a delivery that was not answered with 200, and whether it keeps the tracing id then is not known. Put the
 * key in a table with a unique column, in the transaction that acts on the event.
 *
 * Servers before 23.5 send no `Timestamp`: there, equal events at different times have one key.
 *
 * Source: contract 12.2.
 */
export function webhookKey(body: string | Uint8Array): string {
  return sha256Hex(body);
}

import { quote } from '../secret.ts';

/**
 * The network failed: no answer came, or its body broke off. Internal; the caller sees a `TransportError`
 * with the same cause.
 */
export class NetworkFailure extends Error {
  override readonly name: string = 'NetworkFailure';

  constructor(what: string, cause: unknown, secrets: readonly string[] = []) {
    const bare = bareCause(cause, secrets);
    super(`network error, ${what}${describe(bare)}`, { cause: bare });
  }
}

const MAX_CAUSES = 5;

/**
 * A foreign error reduced to name, message, code, frames and cause. Libraries hang whole requests with their
 * credentials on an error, parsers the bytes they choked on, and some messages quote a header.
 */
function bareCause(error: unknown, secrets: readonly string[], depth = 0): Error | undefined {
  if (!(error instanceof Error) || depth === MAX_CAUSES) return undefined;
  const cause = bareCause(error.cause, secrets, depth + 1);
  const bare = new Error(quote(error.message, secrets), cause === undefined ? undefined : { cause });
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const hidden = { enumerable: false, configurable: true, writable: true };
  Object.defineProperty(bare, 'name', { ...hidden, value: error.name });
  Object.defineProperty(bare, 'stack', {
    ...hidden,
    value: [`${error.name}: ${bare.message}`, ...frames].join('\n'),
  });
  if ('code' in error && typeof error.code === 'string') Object.assign(bare, { code: error.code });
  return bare;
}

/** The innermost cause says most: `fetch failed` alone helps nobody. */
function describe(error: Error | undefined): string {
  let innermost = error;
  while (innermost?.cause instanceof Error) innermost = innermost.cause;
  if (innermost === undefined) return '';
  const code = 'code' in innermost ? String(innermost.code) : '';
  return `: ${innermost.message === '' ? code || innermost.name : innermost.message}`;
}

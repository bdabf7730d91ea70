import { quote } from '../secret.ts';

const MAX_CAUSES = 5;

/**
 * A foreign error reduced to name, message, code, frames and cause. Libraries hang whole requests with their
 * credentials on an error, parsers the bytes they choked on, and some messages quote a header.
 *
 * @param secrets texts that the message must not show, such as the values of the headers sent
 */
export function bareCause(error: unknown, secrets: readonly string[], depth = 0): Error | undefined {
  if (!(error instanceof Error) || depth === MAX_CAUSES) return undefined;
  const cause = bareCause(error.cause, secrets, depth + 1);
  const message = quote(error.message, secrets);
  const bare = new Error(message, cause === undefined ? undefined : { cause });
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  hide(bare, 'name', error.name);
  hide(bare, 'stack', [`${error.name}: ${message}`, ...frames].join('\n'));
  if ('code' in error && typeof error.code === 'string') hide(bare, 'code', error.code);
  return bare;
}

function hide(error: Error, key: string, value: string): void {
  Object.defineProperty(error, key, { value, enumerable: false, configurable: true, writable: true });
}

/** What the innermost cause says, which says most: `fetch failed` alone helps nobody. */
export function innermostMessage(error: Error | undefined): string {
  let innermost = error;
  while (innermost?.cause instanceof Error) innermost = innermost.cause;
  if (innermost === undefined) return '';
  const code = 'code' in innermost ? String(innermost.code) : innermost.name;
  return innermost.message === '' ? code : innermost.message;
}

const MAX_UNIX_SECONDS = 253_402_300_799;

/** ISO text of Unix seconds; null for 0, which means never, and for anything that is no such number. */
export function unixInstant(seconds: unknown): string | null {
  const number = typeof seconds === 'bigint' ? Number(seconds) : seconds;
  if (typeof number !== 'number' || !(number > 0 && number <= MAX_UNIX_SECONDS)) return null;
  return new Date(number * 1000).toISOString();
}

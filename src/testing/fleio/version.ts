/** Version of the server that the fake plays unless told otherwise. */
export const DEFAULT_FLEIO_VERSION = '2026.07.1';

const VERSION = /^\d{4}\.\d{2}(?:\.\d+)?$/;
/** Before that, services had no actions of their own (contract 6.1). */
const OLDEST = '2019.09';

/** Why a server of the version cannot be played; undefined for one that can. */
export function versionProblem(version: string): string | undefined {
  if (!VERSION.test(version)) return `${version} is not a version such as 2023.12 or 2026.07.1`;
  return isSince(version, OLDEST)
    ? undefined
    : `${version} is older than ${OLDEST}, the oldest that is played`;
}

/** Whether a version is `since` or later. */
export function isSince(version: string, since: string): boolean {
  const [ours, theirs] = [version, since].map((text) => text.split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (ours?.[index] ?? 0) - (theirs?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Newer than every field: decoding for it leaves no field out. */
export const EVERY_VERSION = '9999';

/**
 * Compares two server versions part by part as numbers: `24.12.2` is newer than `24.9.11`. The fake has its own
 * comparison, so that a mistake of the client's cannot hide.
 */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a server of this version has what appeared in version `since`. */
export function hasSince(version: string, since: string | undefined): boolean {
  return since === undefined || compareVersions(version, since) >= 0;
}

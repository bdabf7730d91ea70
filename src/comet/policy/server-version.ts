import { compareVersions } from '../admin/version.ts';

/** A declared server version; undefined where none is declared, or none that can be read. */
export function readableVersion(version: unknown): string | undefined {
  return typeof version === 'string' && /^\d+(?:\.\d+)*$/.test(version) ? version : undefined;
}

/** Whether a server of the declared version has what came with another; undefined where none is declared. */
export function hasVersion(declared: string | undefined, since: string): boolean | undefined {
  const version = readableVersion(declared);
  return version === undefined ? undefined : compareVersions(version, since) >= 0;
}

import { InvalidInputError } from '../../core/errors/input.ts';
import type { CallOptions } from '../../core/http/transport.ts';
import type { ServerMetaVersionInfo } from './generated/types/meta.ts';
import type { NoParams } from './operation.ts';

const PATTERN = /^\d+(?:\.\d+)*$/;
const KEPT_MS = 5 * 60_000;

function partsOf(version: string): number[] {
  if (!PATTERN.test(version)) {
    throw new InvalidInputError('version', [
      { path: '', message: 'expected numbers and dots, such as 25.9.6' },
    ]);
  }
  return version.split('.').map(Number);
}

/**
 * Orders versions of the server by their numbers: `24.12.2` is later than `24.9.11`. Missing parts count as 0.
 *
 * Source: contract 15.2.
 * @returns below 0 when `a` is older, 0 when equal, above 0 when `a` is later
 * @throws InvalidInputError for text that is not a version
 */
export function compareVersions(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What reads the version of a server. */
interface VersionSource {
  version(params?: NoParams, options?: CallOptions): Promise<ServerMetaVersionInfo>;
}

/** The version of a server, kept for a while. */
export class ServerVersion {
  readonly #source: VersionSource;
  readonly #now: () => number;
  #known: { readonly version: string; readonly until: number } | undefined;

  constructor(source: VersionSource, now: () => number) {
    this.#source = source;
    this.#now = now;
  }

  async isAtLeast(version: string, options: CallOptions): Promise<boolean> {
    partsOf(version);
    return compareVersions(await this.#read(options), version) >= 0;
  }

  async #read(options: CallOptions): Promise<string> {
    if (this.#known !== undefined && this.#known.until > this.#now()) return this.#known.version;
    const { Version: version } = await this.#source.version({}, options);
    this.#known = { version, until: this.#now() + KEPT_MS };
    return version;
  }
}

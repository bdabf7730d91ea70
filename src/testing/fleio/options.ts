import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { FakeApiOptions } from '../api/fake-api.ts';
import type { FleioBehaviour } from './behaviour.ts';
import { FLEIO_ENDPOINTS } from './endpoints/table.ts';
import type { FleioSeed } from './seed-rows.ts';
import { DEFAULT_FLEIO_VERSION, versionProblem } from './version.ts';

/** Options of `FakeFleio`. */
export interface FakeFleioOptions extends FakeApiOptions, FleioSeed {
  /** Version of the server, 2019.09 or later: newer endpoints are 404, newer filters are ignored. Default `2026.07.1`. */
  readonly version?: string;
  /** Answers to what is not known of the real API. */
  readonly behaviour?: Partial<FleioBehaviour>;
  /** Milliseconds by which the server's clock is ahead of `clock`; behind, if negative. Default 0. */
  readonly clockSkew?: number;
  /** Milliseconds between two runs of the task that works out balances; 0: they are never behind. Default 0. */
  readonly balancesEvery?: number;
  /** Rows of a page when the caller does not say. Default 25. */
  readonly pageSize?: number;
  /** Seconds for which a login proof is good, once. Default 60. */
  readonly ssoSeconds?: number;
}

/** @throws InvalidInputError for options that no server could have */
export function checkOptions(options: FakeFleioOptions): void {
  const { version = DEFAULT_FLEIO_VERSION, clockSkew = 0, pageSize = 1 } = options;
  const { balancesEvery = 0, ssoSeconds = 0, behaviour = {} } = options;
  const issues: Issue[] = [];
  const problem = versionProblem(version);
  if (problem !== undefined) issues.push({ path: 'version', message: problem });
  if (!Number.isFinite(clockSkew)) issues.push({ path: 'clockSkew', message: 'is no time in milliseconds' });
  if (!(Number.isInteger(pageSize) && pageSize > 0)) {
    issues.push({ path: 'pageSize', message: `${pageSize} is not a number of rows` });
  }
  for (const [path, time] of Object.entries({ balancesEvery, ssoSeconds })) {
    if (!(time >= 0)) issues.push({ path, message: `${time} is no time` });
  }
  for (const name of Object.keys(behaviour.omit ?? {})) {
    if (FLEIO_ENDPOINTS.some((endpoint) => endpoint.name === name)) continue;
    issues.push({ path: `behaviour.omit.${name}`, message: 'is no operation of this fake' });
  }
  if (issues.length > 0) throw new InvalidInputError('FakeFleio options', issues);
}

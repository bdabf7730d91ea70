import type { RepeatSafety } from '../../../core/http/retry.ts';
import type { PortalForm } from './form.ts';
import type { ResponseReader } from './reader.ts';

/** Which calls get how long. */
export type TimeoutClass = 'standard' | 'report';

/**
 * Which vendor guide an operation stands in: the current page, the older guide (its answers are text or bare
 * JSON, and it may be retired), or both.
 */
export type Generation = 'current' | 'both' | 'older';

/**
 * An operation of the portal as a value: how to ask and how to read. Run it with `client.run`.
 *
 * @typeParam Params what the caller passes
 * @typeParam Result what the call yields
 */
export interface PortalOperation<Params, Result> {
  /** The name under which the vendor's page and this package know it. */
  readonly name: string;
  readonly method: 'POST' | 'GET';
  readonly path: string;
  readonly generation: Generation;
  /** The permission that the token needs, where the vendor names it. It is never sent; errors hint at it. */
  readonly tokenAction?: string;
  /** Needs no authentication. */
  readonly anonymous?: true;
  readonly safety: RepeatSafety;
  readonly timeoutClass: TimeoutClass;
  /** Statuses that mean success, where the vendor is narrower than 2xx. */
  readonly successStatus?: readonly number[];
  /** Form fields. @throws InvalidInputError for parameters that the vendor would refuse */
  readonly form: (params: Params) => PortalForm;
  /** How to read the answer to a call with these parameters. */
  readonly reader: (params: Params) => ResponseReader<Result>;
}

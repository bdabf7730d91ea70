import { type Clock, systemClock } from '../../core/time.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { provision } from '../operations/start.ts';
import { interpretProvision } from './interpret-provision.ts';
import type { CreateOutcome } from './outcome.ts';
import { type CreateInput, provisionParams } from './provision-fields.ts';

/** Options of one call, and the clock by which pending activations end. */
export interface CreatePlanOptions extends CallOptions {
  /** Default: that of the machine. */
  readonly clock?: Clock | undefined;
}

/**
 * Asks for a plan once, and says what came of it (contract 11). Nothing is stored and nothing repeated; `JetpackPlans`
 * does both.
 *
 * @param jetpack a `JetpackPartnerClient` or `JetpackConnection`
 * @throws InvalidInputError with every issue, before anything is sent; ApiError and its kinds for a refusal;
 * UnexpectedResponseError; TransportError, with `outcomeUnknown` when the plan may have been made: read the status first
 */
export async function createPlan(
  jetpack: Caller,
  input: CreateInput,
  { clock = systemClock, ...options }: CreatePlanOptions = {},
): Promise<CreateOutcome> {
  const params = provisionParams(input);
  const answer = await jetpack.call(provision, params, options);
  const secrets = [input.ssh?.pass, input.ssh?.privateKey, input.ftp?.pass].filter(
    (text) => text !== undefined,
  );
  return interpretProvision(200, answer, { siteUrl: params.siteurl, now: clock.now(), secrets });
}

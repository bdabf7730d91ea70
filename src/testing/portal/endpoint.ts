import { jsonAnswer } from '../api/answers.ts';
import type { Random } from '../random.ts';
import type { PortalState } from './state.ts';

/** One call of a portal endpoint by a caller who may make it. */
export interface PortalCall {
  readonly state: PortalState;
  readonly form: URLSearchParams;
  readonly random: Random;
}

/** An endpoint of the fake portal. */
export interface PortalEndpoint {
  readonly name: string;
  readonly path: string;
  /** The permission that a token needs; none for public endpoints. */
  readonly action: string | undefined;
  /** Default `POST`. */
  readonly method?: 'GET' | 'POST';
  readonly run: (call: PortalCall) => Response;
}

/** The portal refuses a call; how the refusal looks is the server's choice. */
export class PortalRefusal extends Error {
  override readonly name: string = 'PortalRefusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** An answer in the envelope of the current API. */
export function enveloped(data: unknown): Response {
  return jsonAnswer({ status: 'ok', code: 200, data });
}

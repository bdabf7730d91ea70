import type { Caller, CallOptions } from '../operation.ts';
import { ssoCreateSession } from '../operations/sso.ts';
import type { SsoCreateSessionParams, SsoSession } from '../types/sso.ts';

/** Methods of the group `sso`. */
export class FleioSsoGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /**
   * `POST /get-sso-session`. A proof that logs an end user in, for `ssoUrl`. Make one for each click; never
   * keep or log it. There is none for staff (contract 7.5).
   */
  createSession(params: SsoCreateSessionParams, options?: CallOptions): Promise<SsoSession> {
    return this.#caller.call(ssoCreateSession, params, options);
  }
}

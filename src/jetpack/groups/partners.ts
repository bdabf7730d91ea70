import type { Caller, CallOptions } from '../operation.ts';
import { createUser, partnerKeysNew } from '../operations/partners.ts';
import { partnerKeysVerify } from '../operations/start.ts';
import type { WirePartnerKey, WirePartnerKeyParams, WireUser, WireUserParams } from '../types/partners.ts';

/** Methods of the group `partnerKeys`. They take the start token. */
export class JetpackPartnerKeysGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /**
   * `POST /rest/v1.3/jpphp/partner-keys/new`. Makes another key, each time; resellers alone, and documented only on a
   * page that is marked deprecated. `interpretPartnerKey` reads the answer. Never repeated.
   */
  create(params: WirePartnerKeyParams, options?: CallOptions): Promise<WirePartnerKey> {
    return this.#caller.call(partnerKeysNew, params, options);
  }

  /**
   * `POST /rest/v1.3/jpphp/partner-keys/verify`. Throws unless the credentials are those of a partner;
   * `verifyCredentials` says it with true or false. Repeated on network trouble.
   */
  verify(options?: CallOptions): Promise<undefined> {
    return this.#caller.call(partnerKeysVerify, {}, options);
  }
}

/** Methods of the group `users`. They take the start token. */
export class JetpackUsersGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /**
   * `POST /rest/v1.3/jpphp/user`. Makes a WordPress.com user; allow-listed keys alone. `bearer_token` of the answer
   * logs the user in: keep it secret. Never repeated.
   */
  create(params: WireUserParams, options?: CallOptions): Promise<WireUser> {
    return this.#caller.call(createUser, params, options);
  }
}

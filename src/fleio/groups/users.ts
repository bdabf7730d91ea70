import { userByExternalId } from '../lookups.ts';
import type { Caller, CallOptions, IterateOptions, Paged } from '../operation.ts';
import { usersList, usersUpdate } from '../operations/users.ts';
import type { Page } from '../types/page.ts';
import type { UserRecord, UsersListParams, UsersUpdateParams } from '../types/users.ts';

/** Methods of the group `users`. */
export class FleioUsersGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** `GET /users`. One page of the users. Changes nothing; repeated on network trouble. */
  list(params: UsersListParams = {}, options?: CallOptions): Promise<Page<UserRecord>> {
    return this.#caller.call(usersList, params, options);
  }

  /** `GET /users`. The users of this page and of all that follow, each asked for when it is due. */
  iterate(params: UsersListParams = {}, options?: IterateOptions): Paged<UserRecord> {
    return this.#caller.iterate(usersList, params, options);
  }

  /**
   * `GET /users?external_billing_id=`. The one user with an external id, which is that of the client.
   *
   * @throws NotFoundError `lookup_none`; ConflictError `lookup_many`; UnexpectedResponseError `lookup_mismatch` when
   * the server lost the filter
   */
  byExternalId(externalId: string, options?: CallOptions): Promise<UserRecord> {
    return userByExternalId(this.#caller, externalId, options);
  }

  /**
   * `PATCH /users/{id}`. Lets a user log in, or no longer. Gives what the server answers. Never repeated, though a
   * second one changes nothing more.
   */
  update(params: UsersUpdateParams, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(usersUpdate, params, options);
  }
}

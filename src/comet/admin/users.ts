import type { CallOptions } from '../../core/http/transport.ts';
import { AdminUsersGroup } from './generated/groups/admin/users.ts';
import type { Caller } from './operation.ts';
import { type ProfileEdit, ProfileUpdate, type UpdatedProfile, type UpdateTools } from './update-profile.ts';

/** Backup accounts: the vendor's calls, and the one safe way to change a profile. */
export class Users extends AdminUsersGroup {
  readonly #tools: UpdateTools;

  constructor(caller: Caller, tools: UpdateTools = {}) {
    super(caller);
    this.#tools = tools;
  }

  /**
   * Changes a profile without losing what others change meanwhile: reads it with its hash, lets `edit` change a
   * copy, and writes only if something differs and nobody else wrote. After a conflict it starts again from the
   * fresh profile, with at most four writes. A write whose answer was lost is looked up before it is repeated.
   * Members that this package does not know, and integers beyond 2^53, are written back as they were.
   *
   * `AdminGetUserProfileAndHash` and `AdminSetUserProfileHash`; contract 7.6 and 8.7.
   *
   * @param user name of the account
   * @param edit changes the profile that it is given; may run several times, so it does nothing else
   * @throws ConflictError when others wrote before each of the four writes; otherwise what the server said
   */
  updateProfile(user: string, edit: ProfileEdit, options: CallOptions = {}): Promise<UpdatedProfile> {
    return new ProfileUpdate(this, user, edit, options, this.#tools).run();
  }
}

import type { CallOptions } from '../../core/http/transport.ts';
import { checkUserProfileConfig } from './generated/checks/profile.ts';
import { AdminUsersGroup } from './generated/groups/admin/users.ts';
import { AdminListUsersFull } from './generated/operations/users.ts';
import type { UserProfileConfig } from './generated/types/profile.ts';
import type { ListedProfile, ProfileFields } from './listed-profile.ts';
import type { Caller, NoParams } from './operation.ts';
import { profileReader } from './profile-stream.ts';
import { type ProfileEdit, ProfileUpdate, type UpdatedProfile, type UpdateTools } from './update-profile.ts';

const WHOLE_PROFILE: ProfileFields<UserProfileConfig> = { shape: 'whole', check: checkUserProfileConfig };

/** Backup accounts: the vendor's calls, a list as a stream, and the one safe way to change a profile. */
export class Users extends AdminUsersGroup {
  readonly #caller: Caller;
  readonly #tools: UpdateTools;

  constructor(caller: Caller, tools: UpdateTools = {}) {
    super(caller);
    this.#caller = caller;
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

  /**
   * All accounts with their profiles, one at a time while the answer comes in: however many they are, there is about
   * one profile in memory. Give `fields` to read a part of each profile alone, which costs less still.
   *
   * What is wrong with the answer is thrown where the iteration has come to, so **what came before an error is not
   * the whole list**: use none of it where missing accounts would matter. The call is sent by the first step, and not
   * repeated once its answer has begun. `timeout` bounds the wait for the answer and each silence in it, not the whole.
   *
   * `AdminListUsersFull`: `POST /api/v1/admin/list-users-full`. Needs the Authentication Role on the server.
   *
   * @example
   * for await (const { username, profile } of comet.users.iterateFull()) console.log(username, profile.PolicyID);
   * @throws what `listFull` throws; LimitExceededError for a profile of more than 64 MiB
   */
  iterateFull(params?: NoParams, options?: CallOptions): AsyncGenerator<ListedProfile, void, undefined>;
  iterateFull<T>(
    params: { readonly fields: ProfileFields<T> },
    options?: CallOptions,
  ): AsyncGenerator<ListedProfile<T>, void, undefined>;
  async *iterateFull<T>(
    { fields }: { readonly fields?: ProfileFields<T | UserProfileConfig> } = {},
    options: CallOptions = {},
  ): AsyncGenerator<ListedProfile<T | UserProfileConfig>, void, undefined> {
    const reader = profileReader<T | UserProfileConfig>(fields ?? WHOLE_PROFILE);
    yield* await this.#caller.read(AdminListUsersFull, {}, reader, options);
  }
}

import type { CallOptions } from '../../../core/http/call.ts';
import { type RemainingOptions, sharedDeadline } from '../../../core/http/deadline.ts';
import {
  AdminAccountSessionStart,
  AdminAccountSessionStartAsUser,
} from '../../admin/generated/operations/account.ts';
import { AdminPoliciesGet } from '../../admin/generated/operations/policies.ts';
import {
  AdminRequestStorageVault,
  AdminRequestStorageVaultProviders,
} from '../../admin/generated/operations/storage-vaults.ts';
import {
  AdminAddUser,
  type AdminAddUserParams,
  AdminDeleteUser,
  type AdminDeleteUserParams,
  AdminGetUserProfileAndHash,
  AdminListUsers,
  AdminResetUserPassword,
  type AdminResetUserPasswordParams,
  AdminSetUserProfileHash,
} from '../../admin/generated/operations/users.ts';
import type { UserProfileConfig } from '../../admin/index.ts';
import { ProfileUpdate, type UpdatedProfile } from '../../admin/update-profile.ts';
import type { PolicyCaller } from '../../policy/index.ts';
import { patchInPlace } from '../diff-profile.ts';
import { assertOwner } from '../profile-checks.ts';
import type { ProfilePatch } from '../profile-patch.ts';
import { checkCall } from './check-call.ts';
import type { CometAccountsOptions } from './options.ts';

/** A profile as it was read, with its hash. */
export interface ProfileVersion {
  readonly profile: UserProfileConfig;
  readonly hash: string;
}

/** The calls of one run, which share a deadline. */
export class AccountCalls {
  readonly comet: PolicyCaller;
  readonly remaining: RemainingOptions;
  readonly #tools: Pick<CometAccountsOptions, 'sleep' | 'random'>;

  constructor(options: CometAccountsOptions, what: string, call: CallOptions) {
    checkCall(what, call);
    const { signal, timeout, deadline } = call;
    this.comet = options.comet;
    this.remaining = sharedDeadline(what, { signal, timeout, deadline });
    this.#tools = { sleep: options.sleep, random: options.random };
  }

  async read(username: string): Promise<ProfileVersion> {
    const params = { TargetUser: username };
    const { Profile, ProfileHash } = await this.comet.call(
      AdminGetUserProfileAndHash,
      params,
      this.remaining(),
    );
    return { profile: Profile, hash: ProfileHash };
  }

  usernames(): Promise<readonly string[]> {
    return this.comet.call(AdminListUsers, {}, this.remaining());
  }

  async addUser(params: AdminAddUserParams): Promise<void> {
    await this.comet.call(AdminAddUser, params, this.remaining());
  }

  async deleteUser(params: AdminDeleteUserParams): Promise<void> {
    await this.comet.call(AdminDeleteUser, params, this.remaining());
  }

  async resetPassword(params: AdminResetUserPasswordParams): Promise<void> {
    await this.comet.call(AdminResetUserPassword, params, this.remaining());
  }

  /** Starts a session of a user, or of the administrator's own account. */
  async startSession(username: string | undefined): Promise<string> {
    const { SessionKey } =
      username === undefined
        ? await this.comet.call(AdminAccountSessionStart, {}, this.remaining())
        : await this.comet.call(AdminAccountSessionStartAsUser, { TargetUser: username }, this.remaining());
    return SessionKey;
  }

  policy(id: string) {
    return this.comet.call(AdminPoliciesGet, { PolicyID: id }, this.remaining());
  }

  providers(organizationId: string | undefined): Promise<Readonly<Record<string, string>>> {
    const params = organizationId === undefined ? {} : { TargetOrganization: organizationId };
    return this.comet.call(AdminRequestStorageVaultProviders, params, this.remaining());
  }

  requestVault(username: string, providerId: string) {
    const params = { TargetUser: username, StorageProvider: providerId };
    return this.comet.call(AdminRequestStorageVault, params, this.remaining());
  }

  /**
   * Writes a patch by the client's own loop, which begins with the version that is known. After a conflict the
   * profile is another one, so owner and patch are held against it anew.
   *
   * @param inspect looks at each profile before it is patched; what it throws ends the write
   */
  async write(
    username: string,
    known: ProfileVersion,
    patch: ProfilePatch,
    inspect: (profile: UserProfileConfig) => void = () => {},
  ): Promise<UpdatedProfile> {
    let first: ProfileVersion | undefined = known;
    const users: ConstructorParameters<typeof ProfileUpdate>[0] = {
      getProfileAndHash: (params, options) => {
        if (first === undefined) return this.comet.call(AdminGetUserProfileAndHash, params, options);
        const { profile, hash } = first;
        first = undefined;
        return Promise.resolve({ Status: 200, Message: '', Profile: profile, ProfileHash: hash });
      },
      setProfileHash: (params, options) => this.comet.call(AdminSetUserProfileHash, params, options),
    };
    const owner = { username, expect: { creationGuid: known.profile.CreationGUID } };
    const edit = (profile: UserProfileConfig) => {
      assertOwner(profile, owner);
      inspect(profile);
      patchInPlace(profile, patch);
    };
    const updated = await new ProfileUpdate(users, username, edit, this.remaining(), this.#tools).run();
    assertOwner(updated.profile, owner);
    return updated;
  }
}

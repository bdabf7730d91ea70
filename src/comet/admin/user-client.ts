import { CometConnection } from './connection.ts';
import { UserAccountGroup } from './generated/groups/user/account.ts';
import { UserDispatcherGroup } from './generated/groups/user/dispatcher.ts';
import { UserJobsGroup } from './generated/groups/user/jobs.ts';
import { UserNewsGroup } from './generated/groups/user/news.ts';
import { UserProfileGroup } from './generated/groups/user/profile.ts';
import { UserProtectedItemsGroup } from './generated/groups/user/protected-items.ts';
import { UserStorageVaultsGroup } from './generated/groups/user/storage-vaults.ts';
import { UserWebSessionRevoke, UserWebSessionStart } from './generated/operations/user-web.ts';
import type { CometOptions } from './options.ts';
import type { StartSession } from './session.ts';

const USER_SESSIONS = { start: UserWebSessionStart, revoke: UserWebSessionRevoke };

/**
 * The part of the Comet Server API that an end user may call for the own account. Made from a user's own login,
 * or by `CometAdminClient.asUser`.
 */
export class CometUserClient extends CometConnection {
  /** The user's sessions, password and second factor. */
  readonly account = new UserAccountGroup(this);
  /** The user's devices that are connected now. */
  readonly dispatcher = new UserDispatcherGroup(this);
  /** The user's jobs and their logs. */
  readonly jobs = new UserJobsGroup(this);
  /** News for the user. */
  readonly news = new UserNewsGroup(this);
  /** The user's profile. */
  readonly profile = new UserProfileGroup(this);
  /** The user's Protected Items. */
  readonly protectedItems = new UserProtectedItemsGroup(this);
  /** The user's Storage Vaults. */
  readonly storageVaults = new UserStorageVaultsGroup(this);

  /**
   * @param startSession starts sessions in place of the `auth` option
   * @throws ConfigError for a wrong address or an incomplete login
   */
  constructor(options: CometOptions, startSession?: StartSession) {
    super(
      options,
      startSession === undefined ? { sessions: USER_SESSIONS } : { sessions: USER_SESSIONS, startSession },
    );
  }
}

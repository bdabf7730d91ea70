import type { CallOptions } from '../../core/http/transport.ts';
import { sessionLogin } from './auth.ts';
import { CometConnection } from './connection.ts';
import { AdminAccountGroup } from './generated/groups/admin/account.ts';
import { AdminAdminUsersGroup } from './generated/groups/admin/admin-users.ts';
import { AdminBrandingGroup } from './generated/groups/admin/branding.ts';
import { AdminBulletinGroup } from './generated/groups/admin/bulletin.ts';
import { AdminConstellationGroup } from './generated/groups/admin/constellation.ts';
import { AdminDispatcherGroup } from './generated/groups/admin/dispatcher.ts';
import { AdminExternalAuthSourcesGroup } from './generated/groups/admin/external-auth-sources.ts';
import { AdminInstallationGroup } from './generated/groups/admin/installation.ts';
import { AdminJobsGroup } from './generated/groups/admin/jobs.ts';
import { AdminMetaGroup } from './generated/groups/admin/meta.ts';
import { AdminNewsGroup } from './generated/groups/admin/news.ts';
import { AdminOrganizationsGroup } from './generated/groups/admin/organizations.ts';
import { AdminPoliciesGroup } from './generated/groups/admin/policies.ts';
import { AdminProtectedItemsGroup } from './generated/groups/admin/protected-items.ts';
import { AdminSelfBackupGroup } from './generated/groups/admin/self-backup.ts';
import { AdminSharedQuotasGroup } from './generated/groups/admin/shared-quotas.ts';
import { AdminStorageGroup } from './generated/groups/admin/storage.ts';
import { AdminStorageVaultsGroup } from './generated/groups/admin/storage-vaults.ts';
import { AdminUpdateCampaignGroup } from './generated/groups/admin/update-campaign.ts';
import { AdminUserGroupsGroup } from './generated/groups/admin/user-groups.ts';
import { AdminAccountSessionStartAsUser } from './generated/operations/account.ts';
import type { CometOptions } from './options.ts';
import type { StartSession } from './session.ts';
import { CometUserClient } from './user-client.ts';
import { Users } from './users.ts';
import { ServerVersion } from './version.ts';

/**
 * The whole Comet Server API with an administrator's login: groups of methods, one method for each endpoint of
 * the vendor. Parameters and answers keep the vendor's names.
 *
 * @example
 * const comet = new CometAdminClient({
 *   baseUrl: 'https://backup.example.com/',
 *   auth: { type: 'session', username: 'api-admin', password },
 * });
 * const users = await comet.users.listFull();
 * await comet.users.updateProfile('acme', (profile) => {
 *   profile.IsSuspended = true;
 * });
 * await comet.close();
 */
export class CometAdminClient extends CometConnection {
  /** The administrator's own account, its sessions and second factors. */
  readonly account = new AdminAccountGroup(this);
  /** Accounts of administrators. */
  readonly adminUsers = new AdminAdminUsersGroup(this);
  /** Downloads of the backup software, and the branding of the server. */
  readonly branding = new AdminBrandingGroup(this);
  /** Bulletins to customers. */
  readonly bulletin = new AdminBulletinGroup(this);
  /** The Constellation Role: unused buckets across servers. */
  readonly constellation = new AdminConstellationGroup(this);
  /** Devices that are connected now. */
  readonly dispatcher = new AdminDispatcherGroup(this);
  /** External login providers. */
  readonly externalAuthSources = new AdminExternalAuthSourcesGroup(this);
  /** Devices that wait in the installation lobby. */
  readonly installation = new AdminInstallationGroup(this);
  /** Backup and restore jobs and their logs. */
  readonly jobs = new AdminJobsGroup(this);
  /** The server itself: version, settings, logs, statistics. */
  readonly meta = new AdminMetaGroup(this);
  /** News shown to users. */
  readonly news = new AdminNewsGroup(this);
  /** Organizations, also known as tenants. */
  readonly organizations = new AdminOrganizationsGroup(this);
  /** Policy groups. */
  readonly policies = new AdminPoliciesGroup(this);
  /** Protected Items of users. */
  readonly protectedItems = new AdminProtectedItemsGroup(this);
  /** Backups of the server's own data. */
  readonly selfBackup = new AdminSelfBackupGroup(this);
  /** Storage quotas shared by several vaults. */
  readonly sharedQuotas = new AdminSharedQuotasGroup(this);
  /** Buckets of the Storage Role. */
  readonly storage = new AdminStorageGroup(this);
  /** Storage Vaults of users. */
  readonly storageVaults = new AdminStorageVaultsGroup(this);
  /** Remote updates of the backup software. */
  readonly updateCampaign = new AdminUpdateCampaignGroup(this);
  /** Groups of users. */
  readonly userGroups = new AdminUserGroupsGroup(this);
  /** Backup accounts. */
  readonly users: Users;
  readonly #options: CometOptions;
  readonly #version: ServerVersion;

  /** @throws ConfigError for a wrong address or an incomplete login */
  constructor(options: CometOptions) {
    super(options);
    this.#options = options;
    this.users = new Users(this, options);
    this.#version = new ServerVersion(this.meta, options.now ?? Date.now);
  }

  /**
   * Whether the server has at least this version, such as `25.9.6`. The version is read once and kept for five
   * minutes. First versions are hints: a call may still be refused.
   *
   * @throws InvalidInputError for text that is not a version
   */
  supports(version: string, options: CallOptions = {}): Promise<boolean> {
    return this.#version.isAtLeast(version, options);
  }

  /**
   * A new client that acts as an end user. It logs in through this one on its first call
   * (`AdminAccountSessionStartAsUser`, server 19.6.8 or later), renews its session once when it is refused, and
   * revokes it on its own `close()`.
   *
   * @param username name of the end user
   */
  asUser(username: string): CometUserClient {
    const startSession: StartSession = async (cut) => {
      const { SessionKey } = await this.call(AdminAccountSessionStartAsUser, { TargetUser: username }, cut);
      return sessionLogin(username, SessionKey);
    };
    return new CometUserClient({ ...this.#options, auth: undefined }, startSession);
  }
}

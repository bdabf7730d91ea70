import type { Binding } from '../model.ts';

interface GroupRule {
  /** Property of the client. */
  readonly group: string;
  /** What is cut out of the vendor's name; the rest is the method. */
  readonly cut: RegExp;
}

/** Groups of the catalogue, and how the vendor's names become methods in them. */
const GROUPS: Readonly<Record<string, GroupRule>> = {
  account: { group: 'account', cut: /^AdminAccount/ },
  'admin-user': { group: 'adminUsers', cut: /^Admin(AdminUser)?/ },
  branding: { group: 'branding', cut: /^AdminBranding/ },
  bulletin: { group: 'bulletin', cut: /^AdminBulletin/ },
  constellation: { group: 'constellation', cut: /^AdminConstellation/ },
  dispatcher: { group: 'dispatcher', cut: /^AdminDispatcher/ },
  'external-auth-sources': { group: 'externalAuthSources', cut: /^AdminExternalAuthSources/ },
  hybrid: { group: 'account', cut: /^(?=Hybrid)/ },
  installation: { group: 'installation', cut: /^Admin(Installation(Dispatch)?)?/ },
  jobs: { group: 'jobs', cut: /^Admin(Get)?Jobs?/ },
  meta: { group: 'meta', cut: /^AdminMeta/ },
  news: { group: 'news', cut: /^AdminNews/ },
  organization: { group: 'organizations', cut: /^AdminOrganization/ },
  policies: { group: 'policies', cut: /^AdminPolicies/ },
  'protected-items': { group: 'protectedItems', cut: /^Admin|ProtectedItem/g },
  public: { group: 'branding', cut: /^Branding/ },
  'self-backup': { group: 'selfBackup', cut: /^AdminSelfBackup/ },
  squota: { group: 'sharedQuotas', cut: /^AdminSquota/ },
  storage: { group: 'storage', cut: /^Admin(Storage)?/ },
  'storage-vaults': { group: 'storageVaults', cut: /^Admin|StorageVault/g },
  'update-campaign': { group: 'updateCampaign', cut: /^AdminUpdateCampaign/ },
  'user-dispatcher': { group: 'dispatcher', cut: /^User(Web)?Dispatcher/ },
  'user-groups': { group: 'userGroups', cut: /^AdminUserGroups/ },
  users: { group: 'users', cut: /^Admin|Users?(?!Profile)|User(?=Profile)/g },
};

/** Groups of the end user's client, by the vendor's name. */
const USER_WEB: Readonly<Record<string, string>> = {
  UserWebAccountRegenerateTotp: 'account.regenerateTotp',
  UserWebAccountResetPassword: 'account.resetPassword',
  UserWebAccountValidateTotp: 'account.validateTotp',
  UserWebDeleteProtectedItem: 'protectedItems.delete',
  UserWebGetJobLog: 'jobs.log',
  UserWebGetJobLogEntries: 'jobs.logEntries',
  UserWebGetJobProperties: 'jobs.properties',
  UserWebGetJobs: 'jobs.list',
  UserWebGetJobsForCustomSearch: 'jobs.search',
  UserWebGetProtectedItemWithBackupRules: 'protectedItems.getWithBackupRules',
  UserWebGetUserProfileAndHash: 'profile.getAndHash',
  UserWebJobCancel: 'jobs.cancel',
  UserWebNewsGetAll: 'news.getAll',
  UserWebRequestFilesystemObjects: 'dispatcher.requestFilesystemObjects',
  UserWebRequestStorageVault: 'storageVaults.request',
  UserWebRequestStorageVaultProviders: 'storageVaults.providers',
  UserWebSessionRevoke: 'account.sessionRevoke',
  UserWebSessionStart: 'account.sessionStart',
  UserWebSetProfileHash: 'profile.setHash',
  UserWebSetProtectedItemWithBackupRules: 'protectedItems.setWithBackupRules',
};

/** Methods whose name the rule would make clumsy. */
const METHODS: Readonly<Record<string, string>> = {
  AdminAddFirstAdminUser: 'addFirst',
  AdminAddUser: 'add',
  AdminAdminUserNew: 'create',
  AdminConvertStorageRole: 'convertStorageRole',
  AdminCountJobsForCustomSearch: 'count',
  AdminCreateInstallToken: 'createToken',
  AdminExternalAuthSourcesNew: 'create',
  AdminGetJobsAll: 'listAll',
  AdminGetJobsForCustomSearch: 'search',
  AdminGetJobsForDateRange: 'listForDateRange',
  AdminGetJobsForUser: 'listForUser',
  AdminGetJobsRecent: 'listRecent',
  AdminPoliciesNew: 'create',
  AdminRequestStorageVaultProviders: 'providers',
  AdminUserGroupsNew: 'create',
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Group and method of a vendor's operation. @throws Error for a group that has no rule */
export function bindingOf(name: string, catalogueGroup: string): Binding {
  const [group, method] = USER_WEB[name]?.split('.') ?? [];
  if (group !== undefined && method !== undefined) return { client: 'user', group, method };
  const rule = GROUPS[catalogueGroup];
  if (rule === undefined) throw new Error(`no naming rule for the group ${catalogueGroup} of ${name}`);
  return {
    client: catalogueGroup === 'user-dispatcher' ? 'user' : 'admin',
    group: rule.group,
    method: METHODS[name] ?? lowerFirst(name.replace(rule.cut, '')),
  };
}

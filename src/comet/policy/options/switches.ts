import type { Issue } from '../../../core/errors/input.ts';
import { partsOf, said } from '../given.ts';
import { membersOf } from '../json.ts';
import { namedValue, nameOf } from '../names.ts';
import { refusedSetting, type Setting, setting } from '../state.ts';

/** Whether users may do something. */
export type Permission = 'allow' | 'deny';

/** Whether users see something. */
export type Visibility = 'show' | 'hide';

/** What users may do with storage vaults. What is left out stays as it is on the server. */
export interface VaultPermissions {
  /** Vaults from the storage templates of the server. */
  readonly request?: Permission | undefined;
  /** Vaults that are set up by hand. */
  readonly addCustom?: Permission | undefined;
  /** Settings of vaults. */
  readonly edit?: Permission | undefined;
  /** Removal of vaults. */
  readonly delete?: Permission | undefined;
}

/** What users may do with Protected Items. */
export interface ItemPermissions {
  readonly create?: Permission | undefined;
  readonly edit?: Permission | undefined;
  readonly delete?: Permission | undefined;
}

/** What users may do with the account, and what they see of it. */
export interface AccountOptions {
  readonly changePassword?: Permission | undefined;
  readonly changeName?: Permission | undefined;
  /** E-mail addresses and reports. */
  readonly changeEmails?: Permission | undefined;
  /** Opening the web interface. */
  readonly webUi?: Permission | undefined;
  /** Opening the app on the device. */
  readonly appUi?: Permission | undefined;
  /** Deletion of single snapshots. */
  readonly deleteSnapshots?: Permission | undefined;
  /** Names of devices in the app; the web interface shows them all the same. */
  readonly viewDeviceNames?: Permission | undefined;
  /** Whether the app asks for the password when it is opened. */
  readonly appPassword?: 'required' | 'notRequired' | undefined;
  /** The import of settings in the app. */
  readonly appImport?: Visibility | undefined;
  /** The version of the app. */
  readonly appVersion?: Visibility | undefined;
  /** The names of the real providers of cloud storage. */
  readonly cloudBranding?: Visibility | undefined;
}

type Values = Readonly<Record<string, boolean>>;
type Switches<Options> = { readonly [Name in keyof Options]-?: readonly [field: string, values: Values] };

const PERMISSION: Values = { allow: false, deny: true };
const VISIBILITY: Values = { show: false, hide: true };
const REQUIREMENT: Values = { notRequired: false, required: true };

const VAULTS: Switches<VaultPermissions> = {
  request: ['PreventRequestStorageVault', PERMISSION],
  addCustom: ['PreventAddCustomStorageVault', PERMISSION],
  edit: ['PreventEditStorageVault', PERMISSION],
  delete: ['PreventDeleteStorageVault', PERMISSION],
};

const ITEMS: Switches<ItemPermissions> = {
  create: ['PreventNewProtectedItem', PERMISSION],
  edit: ['PreventEditProtectedItem', PERMISSION],
  delete: ['PreventDeleteProtectedItem', PERMISSION],
};

const ACCOUNT: Switches<AccountOptions> = {
  changePassword: ['PreventChangeAccountPassword', PERMISSION],
  changeName: ['PreventChangeAccountName', PERMISSION],
  changeEmails: ['PreventChangeEmailSettings', PERMISSION],
  webUi: ['PreventOpenWebUI', PERMISSION],
  appUi: ['PreventOpenAppUI', PERMISSION],
  deleteSnapshots: ['PreventDeleteSingleSnapshots', PERMISSION],
  viewDeviceNames: ['PreventViewDeviceNames', PERMISSION],
  appPassword: ['RequirePasswordOpenAppUI', REQUIREMENT],
  appImport: ['HideAppImport', VISIBILITY],
  appVersion: ['HideAppVersion', VISIBILITY],
  cloudBranding: ['HideCloudStorageBranding', VISIBILITY],
};

/** The switches by the option of the builder that has them. */
export const SWITCHES = { vaults: VAULTS, items: ITEMS, account: ACCOUNT } as const;

/** The settings that switches stand for. */
export function switchSettings(option: keyof typeof SWITCHES, given: object): Setting[] {
  const table: Readonly<Record<string, readonly [string, Values]>> = SWITCHES[option];
  const issues: Issue[] = [];
  const parts = partsOf(given, option, issues);
  if (issues.length > 0) return [refusedSetting(option, issues)];
  return membersOf(parts)
    .filter(([, word]) => word !== undefined)
    .map(([name, word]) => {
      const [field, values] = namedValue(table, name) ?? [];
      const value = values && namedValue(values, word);
      if (field !== undefined && value !== undefined) return setting(field, value);
      const known = values === undefined ? Object.keys(table) : Object.keys(values);
      const message = `${said(values === undefined ? name : word)} is none of ${known.join(', ')}`;
      return refusedSetting(`${option}.${name}`, [
        { path: `${option}.${name}`, message, code: 'INVALID_OPTION' },
      ]);
    });
}

/** A switch and its value in the words of the builder. */
export interface NamedSwitch {
  readonly name: string;
  readonly word: (value: unknown) => string;
}

/** The switch of a field; undefined for a field that is none. */
export function switchOf(field: string): NamedSwitch | undefined {
  for (const [option, table] of Object.entries(SWITCHES)) {
    for (const [name, [switched, values]] of Object.entries(table)) {
      if (switched === field)
        return { name: `${option} ${name}`, word: (value) => nameOf(values, value === true) };
    }
  }
  return undefined;
}

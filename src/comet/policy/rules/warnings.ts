import type { Issue } from '../../../core/errors/input.ts';
import { itemsOf, memberOf } from '../json.ts';
import { COMMAND_ENGINE } from '../names.ts';
import { NEW_DEVICE_VAULTS } from '../options/new-device-vault.ts';
import {
  backupRules,
  type DraftFacts,
  defaultItems,
  isOn,
  numberOf,
  placeOf,
  rangesOf,
  retentionsOf,
} from './facts.ts';
import { versionWarnings } from './versions.ts';

type Warning = Issue & { readonly code: string };

const APP_SWITCHES = [
  'RequirePasswordOpenAppUI',
  'HideAppImport',
  'HideAppVersion',
  'PreventViewDeviceNames',
];
const MONTHLY = 905;
const LAST_SURE_DAY = 28;

/** What is allowed and should be known: W1 to W7, and R17 where no version is declared. */
export function warnings(facts: DraftFacts): Warning[] {
  return [
    ...enforcement(facts),
    ...appSwitches(facts),
    ...monthDays(facts),
    ...newVaults(facts),
    ...commands(facts),
    ...serverDefault(facts),
    ...versionWarnings(facts),
  ];
}

function enforcement(facts: DraftFacts): Warning[] {
  const field = 'EnforceStorageVaultRetention';
  if (!isOn(facts, field) || isOn(facts, 'PreventProtectedItemRetention')) return [];
  const message = 'retentions of single items still win; add lockItems';
  return [{ path: placeOf(field), message, code: 'ITEM_RETENTION_WINS' }];
}

function appSwitches(facts: DraftFacts): Warning[] {
  if (!isOn(facts, 'PreventOpenAppUI')) return [];
  return APP_SWITCHES.filter((field) => isOn(facts, field)).map((field) => ({
    path: placeOf(field),
    message: 'has no effect in an app that cannot be opened',
    code: 'APP_OPTION_MEANINGLESS',
  }));
}

function monthDays(facts: DraftFacts): Warning[] {
  return retentionsOf(facts)
    .flatMap(rangesOf)
    .filter(
      ({ value }) => numberOf(value, 'Type') === MONTHLY && numberOf(value, 'MonthOffset') > LAST_SURE_DAY,
    )
    .map(({ at }) => ({
      path: at,
      message: 'months without this day keep nothing',
      code: 'MONTH_DAY_MISSING',
    }));
}

function newVaults(facts: DraftFacts): Warning[] {
  const path = placeOf('DefaultNewStorageVault');
  const byServer = memberOf(facts.user, 'DefaultNewStorageVault') === NEW_DEVICE_VAULTS.server;
  if (byServer && facts.isBilled) {
    const message = 'new devices get vaults that no quota of the billing system limits';
    return [{ path, message, code: 'VAULT_WITHOUT_QUOTA' }];
  }
  const denied = isOn(facts, 'PreventRequestStorageVault') && isOn(facts, 'PreventAddCustomStorageVault');
  if (byServer || !denied) return [];
  const message = 'users cannot add vaults and devices get none: accounts have what you give them';
  return [{ path, message, code: 'NO_WAY_TO_A_VAULT' }];
}

function commands(facts: DraftFacts): Warning[] {
  const message = 'runs commands on the device';
  const lists = [...defaultItems(facts), ...backupRules(facts)].flatMap(({ at, value }) =>
    ['PreExec', 'ThawExec', 'PostExec']
      .filter((name) => itemsOf(memberOf(value, name)).length > 0)
      .map((name) => `${at}.${name}`),
  );
  const items = defaultItems(facts)
    .filter(({ value }) => memberOf(value, 'Engine') === COMMAND_ENGINE)
    .map(({ at }) => `${at}.Engine`);
  const engines = 'ProtectedItemEngineTypes';
  const allowed = itemsOf(memberOf(memberOf(facts.user, engines), 'AllowedEngineTypeWhenRestricted'));
  const listed = allowed.includes(COMMAND_ENGINE)
    ? [placeOf(engines, 'AllowedEngineTypeWhenRestricted')]
    : [];
  return [...lists, ...items, ...listed].map((path) => ({ path, message, code: 'DEVICE_COMMANDS' }));
}

function serverDefault({ isDefault }: DraftFacts): Warning[] {
  if (!isDefault) return [];
  const message = 'takes the role of the default policy from whichever has it';
  return [{ path: 'DefaultUserPolicy', message, code: 'TAKES_SERVER_DEFAULT' }];
}

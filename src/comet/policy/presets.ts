import { draftState, PolicyDraft, policy } from './draft.ts';
import { requiredObject } from './given.ts';
import { COMMAND_ENGINE, engineName, POLICY_ENGINES, type PolicyEngine, type VaultType } from './names.ts';
import type { EmailReports } from './options/emails.ts';
import { NEW_DEVICE_VAULT_SINCE, newDeviceVaultSetting } from './options/new-device-vault.ts';
import type { Retention } from './options/retention.ts';
import type { PolicySchedule } from './options/schedules.ts';
import { EMPTY_STATE, withSettings } from './state.ts';

/** A draft that only says what a preset is about. */
function preset(): PolicyDraft {
  return new PolicyDraft(EMPTY_STATE);
}

/** The draft of an account whose vaults and password belong to the billing system. */
function billed(draft: PolicyDraft): PolicyDraft {
  return new PolicyDraft({ ...draftState(draft), isBilled: true });
}

/**
 * Exactly what the WHMCS module of the vendor writes as a new policy, with its id as its name. For moving away from
 * it; `managedByBilling` is the better start for anything new.
 *
 * Source: companion section 4.
 */
export function whmcsCompatible(id: string): PolicyDraft {
  const draft = policy(id)
    .id(id)
    .account({ changePassword: 'deny' })
    .mode('adminResetPassword', 'alwaysOn')
    .vaults({ delete: 'deny' })
    .vaults({ addCustom: 'deny' })
    .vaults({ request: 'deny' })
    .vaultTypes(['comet'])
    .anyEngine();
  return billed(draft);
}

/** What `managedByBilling` needs to know. */
export interface ManagedByBillingOptions {
  /** The types that vaults may have. */
  readonly vaultTypes: readonly VaultType[];
  /** Declares the version of the server, as the method of that name. */
  readonly serverVersion?: string | undefined;
}

/**
 * Vaults and the password are the billing system's matter: users can neither add, change nor remove vaults, so quotas
 * hold, and cannot change the password. With a declared server of 24.12.2 or later, new devices get no vault.
 */
export function managedByBilling(options: ManagedByBillingOptions): PolicyDraft {
  const { vaultTypes: types, serverVersion } = requiredObject(options, 'the options of managedByBilling');
  const draft = preset()
    .account({ changePassword: 'deny' })
    .mode('adminResetPassword', 'alwaysOn')
    .vaults({ request: 'deny', addCustom: 'deny', edit: 'deny', delete: 'deny' })
    .vaultTypes(types);
  const noVault = newDeviceVaultSetting('none', { since: NEW_DEVICE_VAULT_SINCE });
  const managed = billed(new PolicyDraft(withSettings(draftState(draft), noVault)));
  return serverVersion === undefined ? managed : managed.serverVersion(serverVersion);
}

/** Users see and restore, and change nothing: no vaults, items, name, e-mails, password or snapshots. */
export function readOnlyClient(): PolicyDraft {
  return preset()
    .vaults({ request: 'deny', addCustom: 'deny', edit: 'deny', delete: 'deny' })
    .items({ create: 'deny', edit: 'deny', delete: 'deny' })
    .account({ changeName: 'deny', changeEmails: 'deny', changePassword: 'deny', deleteSnapshots: 'deny' })
    .account({ appUi: 'allow', webUi: 'allow' })
    .mode('adminResetPassword', 'alwaysOn');
}

/** As `readOnlyClient`, with the app and the web interface closed. */
export function headless(): PolicyDraft {
  return readOnlyClient().account({ appUi: 'deny', webUi: 'deny' });
}

/** Allows these vault types alone. */
export function vaultTypes(types: readonly VaultType[]): PolicyDraft {
  return preset().vaultTypes(types);
}

/** Allows Protected Items of these engines alone. */
export function engines(list: readonly PolicyEngine[]): PolicyDraft {
  return preset().engines(list);
}

/** Allows these engines without the one that runs commands on the device. Default: all others. */
export function noCommandItems(list: readonly PolicyEngine[] = POLICY_ENGINES): PolicyDraft {
  // What is no list goes on as it is, for `build()` to refuse.
  const isCommand = (engine: PolicyEngine) => engineName(engine) === COMMAND_ENGINE;
  return preset().engines(Array.isArray(list) ? list.filter((engine) => !isCommand(engine)) : list);
}

/** What backups new vaults keep. */
export function defaultRetention(retention: Retention): PolicyDraft {
  return preset().retention(retention);
}

/** What backups are kept, on all vaults and without exceptions for single items. */
export function enforcedRetention(retention: Retention): PolicyDraft {
  return preset().retention(retention, { enforce: true, lockItems: true });
}

/** These schedules for the items that users create, which they cannot edit. A running job is never run twice. */
export function enforcedSchedule(rules: Readonly<Record<string, PolicySchedule>>): PolicyDraft {
  return Object.entries(requiredObject(rules, 'the schedules'))
    .reduce((draft, [id, rule]) => draft.schedule(id, rule), preset())
    .mode('scheduleSkipAlreadyRunning', 'alwaysOn')
    .items({ edit: 'deny' });
}

/** Exactly these e-mail reports, which users cannot change. */
export function mandatoryEmails(reports: EmailReports): PolicyDraft {
  return preset().emails(reports).account({ changeEmails: 'deny' });
}

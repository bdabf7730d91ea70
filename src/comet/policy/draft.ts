import { InvalidInputError } from '../../core/errors/input.ts';
import { type BuiltPolicy, type PolicyPlan, planPolicy } from './build.ts';
import { said } from './given.ts';
import type { PolicyEngine, PolicyMode, VaultType } from './names.ts';
import {
  anyEngineSetting,
  anyVaultTypeSetting,
  enginesSetting,
  vaultTypesSetting,
} from './options/allow-lists.ts';
import { type EmailPolicy, emailSetting } from './options/emails.ts';
import {
  type DefaultItem,
  type DefaultItemOptions,
  defaultItemSetting,
  type Exclusion,
  exclusionSetting,
} from './options/items.ts';
import { type JobRetry, type ModeOption, modeSettings } from './options/modes.ts';
import { type NewDeviceVault, newDeviceVaultSetting } from './options/new-device-vault.ts';
import { type RawPath, rawSetting } from './options/raw.ts';
import { type Retention, type RetentionOptions, retentionSettings } from './options/retention.ts';
import { type PolicySchedule, scheduleSetting } from './options/schedules.ts';
import {
  type AccountOptions,
  type ItemPermissions,
  switchSettings,
  type VaultPermissions,
} from './options/switches.ts';
import {
  type DraftState,
  EMPTY_STATE,
  mergedState,
  refusedSetting,
  type Setting,
  withSettings,
} from './state.ts';

let stateOf: (draft: PolicyDraft) => DraftState;
let planOf: (draft: PolicyDraft) => PolicyPlan;
let isDraft: (value: unknown) => boolean;

/**
 * What a policy group should be. A draft never changes: each call gives a new one. It owns what was said and nothing
 * else, so that everything else in a policy on the server stays as it is. Where calls contradict each other, the later
 * one wins; whether the whole makes sense is checked by `build()`.
 *
 * Source: companion section 5.
 */
export class PolicyDraft {
  readonly #state: DraftState;
  #plan: PolicyPlan | undefined;

  static {
    isDraft = (value) => typeof value === 'object' && value !== null && #state in value;
    stateOf = (draft) => draft.#state;
    planOf = (draft) => {
      draft.#plan ??= planPolicy(draft.#state);
      return draft.#plan;
    };
  }

  /** @internal Drafts are made by `policy` and the presets. */
  constructor(state: DraftState) {
    this.#state = state;
  }

  /** The name that administrators see. It need not be unique. */
  description(text: string): PolicyDraft {
    return new PolicyDraft({ ...this.#state, description: text });
  }

  /** The organization (tenant) that the policy belongs to. Left out: the login's own. */
  organization(id: string): PolicyDraft {
    return new PolicyDraft({ ...this.#state, organizationId: id });
  }

  /** A name of your own for the policy, from which its id is made: the same key is the same policy, for ever. */
  key(key: string): PolicyDraft {
    return new PolicyDraft({ ...this.#state, key });
  }

  /** An id of your own in place of the one made from the key. Ids are shared by all organizations of a server. */
  id(id: string): PolicyDraft {
    return new PolicyDraft({ ...this.#state, id });
  }

  /** The version of the server, such as `25.9.8`. Settings that it does not know yet are refused. */
  serverVersion(version: string): PolicyDraft {
    return new PolicyDraft({ ...this.#state, serverVersion: version });
  }

  /** Everything that other drafts say, such as presets, on top of this one. */
  with(...drafts: readonly PolicyDraft[]): PolicyDraft {
    return new PolicyDraft(drafts.map(stateToAdd).reduce(mergedState, this.#state));
  }

  /** What users may do with storage vaults. */
  vaults(permissions: VaultPermissions): PolicyDraft {
    return this.#with(...switchSettings('vaults', permissions));
  }

  /** Allows these vault types alone. */
  vaultTypes(types: readonly VaultType[]): PolicyDraft {
    return this.#with(vaultTypesSetting(types));
  }

  /** Allows every vault type. */
  anyVaultType(): PolicyDraft {
    return this.#with(anyVaultTypeSetting());
  }

  /** Which vault a new device gets. Server 24.12.2 or later. */
  newDeviceVault(vault: NewDeviceVault): PolicyDraft {
    return this.#with(newDeviceVaultSetting(vault));
  }

  /** What users may do with Protected Items. */
  items(permissions: ItemPermissions): PolicyDraft {
    return this.#with(...switchSettings('items', permissions));
  }

  /** Allows Protected Items of these engines alone. What becomes of existing items of others is not promised. */
  engines(engines: readonly PolicyEngine[]): PolicyDraft {
    return this.#with(enginesSetting(engines));
  }

  /** Allows every engine. */
  anyEngine(): PolicyDraft {
    return this.#with(anyEngineSetting());
  }

  /** Files that are never backed up. Exclusions of several calls add up. */
  exclude(...exclusions: readonly Exclusion[]): PolicyDraft {
    return this.#with(exclusionSetting(exclusions));
  }

  /** What users may do with the account, and what they see of it. */
  account(options: AccountOptions): PolicyDraft {
    return this.#with(...switchSettings('account', options));
  }

  /**
   * The mode of a setting. Once administrators may not reset a password, or not view file names, only the user can
   * allow it again, in the app.
   */
  mode(option: 'retryFailedJob', mode: PolicyMode, retry?: JobRetry): PolicyDraft;
  mode(option: ModeOption, mode: PolicyMode): PolicyDraft;
  mode(option: ModeOption, mode: PolicyMode, retry?: JobRetry): PolicyDraft {
    return this.#with(...modeSettings(option, mode, retry));
  }

  /** What backups new vaults keep; `enforce` and `lockItems` together bind everything. */
  retention(retention: Retention, options: RetentionOptions = {}): PolicyDraft {
    return this.#with(...retentionSettings(retention, options));
  }

  /** An item that every new device gets. Default items of the policy that the draft does not name are removed. */
  defaultItem(id: string, item: DefaultItem, options: DefaultItemOptions = {}): PolicyDraft {
    return this.#with(defaultItemSetting(id, item, options));
  }

  /**
   * When a default item, or without `source` the items that users create, are backed up. Schedules of the policy of
   * the same kind that the draft does not name are removed.
   */
  schedule(id: string, rule: PolicySchedule): PolicyDraft {
    return this.#with(scheduleSetting(id, rule));
  }

  /** Who decides on e-mail reports. */
  emails(emails: EmailPolicy): PolicyDraft {
    return this.#with(emailSetting(emails));
  }

  /** Makes it the policy of all new users, which takes that role from another policy of the server. */
  asServerDefault(): PolicyDraft {
    return this.#with(SERVER_DEFAULT);
  }

  /**
   * Any other setting, by its place in the vendor's `GroupPolicy`: `Policy.RandomDelaySecs`,
   * `Policy.DefaultSources["my docs"].Description`. It is owned and compared like the others.
   */
  raw(path: RawPath, value: unknown): PolicyDraft {
    return this.#with(rawSetting(path, value));
  }

  /**
   * The policy as it would be created, what the draft owns, and what you should know about it.
   *
   * @throws InvalidInputError `POLICY_REFUSED` with every contradiction, each with a code of its own
   */
  build(): BuiltPolicy {
    return planOf(this).built;
  }

  #with(...settings: readonly Setting[]): PolicyDraft {
    return new PolicyDraft(withSettings(this.#state, ...settings));
  }
}

const SERVER_DEFAULT: Setting = {
  path: ['DefaultUserPolicy'],
  owned: ['DefaultUserPolicy'],
  value: true,
  issues: [],
};

/** What a draft knows. */
export function draftState(draft: PolicyDraft): DraftState {
  return stateOf(draft);
}

/** What a draft says, or that it is none. */
function stateToAdd(draft: PolicyDraft): DraftState {
  if (isDraft(draft)) return stateOf(draft);
  const message = `must be drafts of this package, such as presets, not ${said(draft)}`;
  const refused = refusedSetting('with', [{ path: 'with', message, code: 'INVALID_OPTION' }]);
  return withSettings(EMPTY_STATE, refused);
}

/** A draft after its checks. @throws InvalidInputError as `build()` does, and for what is no draft */
export function planned(draft: PolicyDraft): PolicyPlan {
  if (isDraft(draft)) return planOf(draft);
  const message = `must be made by policy(...) of this package, not ${said(draft)}`;
  throw new InvalidInputError('the draft', [{ path: '', message }]);
}

/**
 * Starts a policy group.
 *
 * @param description the name that administrators see; blanks around it do not count
 * @example
 * const gold = policy('Gold backup')
 *   .key('gold')
 *   .with(managedByBilling({ vaultTypes: ['comet'] }))
 *   .retention(keepOnly((keep) => [keep.lastJobs(30)]), { enforce: true, lockItems: true });
 */
export function policy(description: string): PolicyDraft {
  return new PolicyDraft({ ...EMPTY_STATE, description });
}

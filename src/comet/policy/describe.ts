import { quote } from '../../core/secret.ts';
import type { PolicyChange } from './diff.ts';
import { isObject, isZero, itemsOf, memberOf, membersOf } from './json.ts';
import { MODES, nameOf, VAULT_TYPES } from './names.ts';
import { modeOf } from './options/modes.ts';
import { NEW_DEVICE_VAULTS } from './options/new-device-vault.ts';
import { switchOf } from './options/switches.ts';
import { parsePath } from './path.ts';

/** A place in words, and how its values are said. */
interface Wording {
  readonly name: string;
  readonly say: (value: unknown) => string;
  /** Says a change where both sides are too long to show; undefined where it has nothing to add. */
  readonly sayChange?: (from: unknown, to: unknown) => string | undefined;
}

/**
 * One plain line for each change, in the words of the builder, for a screen on which a person approves them. Of items
 * and schedules it names what changes, not the values, among which may be secrets.
 *
 * @example
 * describe(diffPolicy(gold, current)); // ['vaults edit: allow → deny', 'vault types: any → comet']
 */
export function describe(changes: readonly PolicyChange[]): string[] {
  return changes.map(({ path, from, to }) => {
    const { name, say, sayChange } = wordingOf(path);
    const [before, after] = [quote(say(from)), quote(say(to))];
    const plain = before === after ? `${after}, changed in what is not shown` : `${before} → ${after}`;
    return `${quote(name)}: ${sayChange?.(from, to) ?? plain}`;
  });
}

const yesNo = (value: unknown): string => (value === true ? 'yes' : 'no');

const PLAIN: Readonly<Record<string, Wording>> = {
  Description: { name: 'description', say: sayPlain },
  OrganizationID: { name: 'organization', say: sayPlain },
  DefaultUserPolicy: { name: 'policy of new users', say: yesNo },
};

const FIELDS: Readonly<Record<string, Wording>> = {
  DefaultNewStorageVault: {
    name: 'vault of new devices',
    say: (value) => (isZero(value) ? 'unset' : nameOf(NEW_DEVICE_VAULTS, value)),
  },
  StorageVaultProviders: {
    name: 'vault types',
    say: (value) =>
      sayList(value, 'ShouldRestrictProviderList', 'AllowedProvidersWhenRestricted', (type) =>
        nameOf(VAULT_TYPES, Number(type)),
      ),
  },
  ProtectedItemEngineTypes: {
    name: 'engines',
    say: (value) =>
      sayList(value, 'ShouldRestrictEngineTypeList', 'AllowedEngineTypeWhenRestricted', (engine) =>
        String(engine).replace(/^engine1\//, ''),
      ),
  },
  DefaultStorageVaultRetention: { name: 'retention', say: sayRetention },
  EnforceStorageVaultRetention: { name: 'retention enforced', say: yesNo },
  PreventProtectedItemRetention: { name: 'retention of items locked', say: yesNo },
  DefaultEmailReports: { name: 'e-mail reports', say: sayReports },
  FileAndFolderMandatoryExclusions: { name: 'exclusions', say: sayExclusions },
};

const ENTRIES: Readonly<Record<string, string>> = {
  DefaultSources: 'default item',
  DefaultSourcesWithOSRestriction: 'default item of one system',
  DefaultSourcesBackupRules: 'schedule of a default item',
  DefaultBackupRules: 'schedule',
};

function wordingOf(path: string): Wording {
  const [top = '', field, ...rest] = parsePath(path) ?? [path];
  if (field === undefined) return own(PLAIN, top) ?? { name: path, say: sayPlain };
  if (rest.length === 0) return fieldWording(field) ?? { name: field, say: sayPlain };
  const entry = own(ENTRIES, field);
  const [id = ''] = rest;
  if (entry !== undefined && rest.length === 1) {
    return { name: `${entry} ${id}`, say: sayEntry, sayChange: sayEntryChange };
  }
  // Properties of engines may hold secrets.
  if (entry !== undefined)
    return { name: `${entry} ${id}`, say: sayPlain, sayChange: () => `changed ${rest.slice(1).join(' ')}` };
  return { name: path.replace(/^Policy\./, ''), say: sayPlain };
}

function fieldWording(field: string): Wording | undefined {
  const known = own(FIELDS, field);
  const toggle = switchOf(field);
  if (known !== undefined || toggle !== undefined)
    return known ?? { name: toggle?.name ?? field, say: toggle?.word ?? sayPlain };
  const mode = modeOf(field);
  return mode === undefined
    ? undefined
    : { name: `mode ${mode}`, say: (value) => nameOf(MODES, Number(value ?? 0)) };
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function sayPlain(value: unknown): string {
  if (value === undefined) return 'none';
  const text = JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? String(member) : member,
  );
  return typeof value === 'string' && value !== '' ? value : text;
}

/** An item or schedule by its description. */
function sayEntry(value: unknown): string {
  if (value === undefined) return 'none';
  const description = memberOf(memberOf(value, 'SourceConfig') ?? value, 'Description');
  return typeof description === 'string' && description !== '' ? description : 'without a description';
}

/** The members in which an item or schedule changes. */
function sayEntryChange(from: unknown, to: unknown): string | undefined {
  if (from === undefined || to === undefined) return undefined;
  const before = memberOf(from, 'SourceConfig') ?? from;
  const after = memberOf(to, 'SourceConfig') ?? to;
  const keys = [...new Set([...membersOf(before), ...membersOf(after)].map(([key]) => key))];
  const changed = keys.filter((key) => sayPlain(memberOf(before, key)) !== sayPlain(memberOf(after, key)));
  const system = sayPlain(memberOf(from, 'RestrictOS')) === sayPlain(memberOf(to, 'RestrictOS'));
  return quote(`changed ${[...changed, ...(system ? [] : ['RestrictOS'])].join(', ')}`);
}

function sayList(value: unknown, flag: string, list: string, word: (item: unknown) => string): string {
  if (memberOf(value, flag) !== true) return 'any';
  const items = itemsOf(memberOf(value, list));
  return items.length === 0 ? 'none' : items.map(word).join(', ');
}

/** What ranges count in, by their types. */
const RANGES: Readonly<Record<string, string>> = {
  900: 'last jobs',
  901: 'after',
  902: 'within',
  903: 'first per day',
  905: 'monthly',
  906: 'weekly',
  907: 'last, one per day',
  908: 'last, one per week',
  909: 'last, one per month',
  910: 'last, one per year',
  911: 'yearly',
};

function sayRetention(value: unknown): string {
  const mode = Number(memberOf(value, 'Mode') ?? 0);
  if (mode !== 802) return mode === 801 ? 'keep everything' : 'unset (keep everything)';
  const ranges = itemsOf(memberOf(value, 'Ranges'));
  return `keep only ${ranges.map(sayRange).join('; ')}`;
}

function sayRange(range: unknown): string {
  const quantities = membersOf(range).filter(([name, amount]) => name !== 'Type' && !isZero(amount));
  const said = quantities.map(([name, amount]) => `${name} ${String(amount)}`).join(' ');
  const type = String(memberOf(range, 'Type'));
  return `${own(RANGES, type) ?? type} (${said})`;
}

function sayReports(value: unknown): string {
  if (memberOf(value, 'ShouldOverrideDefaultReports') !== true) return 'server default';
  const reports = itemsOf(memberOf(value, 'Reports'));
  return reports.length === 0 ? 'silent' : sayPlain(reports);
}

function sayExclusions(value: unknown): string {
  const exclusions = itemsOf(value);
  if (exclusions.length === 0) return 'none';
  return exclusions.map((one) => (isObject(one) ? String(one['Exclude']) : sayPlain(one))).join(', ');
}

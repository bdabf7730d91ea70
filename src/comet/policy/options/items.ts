import type { Issue } from '../../../core/errors/input.ts';
import { quote } from '../../../core/secret.ts';
import { engineName, namedValue, type OperatingSystem, type PolicyEngine, SYSTEMS } from '../names.ts';
import { pathText } from '../path.ts';
import { copiedSetting, entrySetting, POLICY, type Setting } from '../state.ts';
import type { Retention } from './retention.ts';

/** Commands that run on the device. Whoever may set them runs code there. */
export interface DeviceCommands {
  readonly before?: readonly string[] | undefined;
  /** After the snapshot of the disk was taken, before the backup. */
  readonly thaw?: readonly string[] | undefined;
  readonly after?: readonly string[] | undefined;
}

/** A Protected Item that every new device gets. */
export interface DefaultItem {
  readonly engine: PolicyEngine;
  readonly description: string;
  /** Settings of the engine under the vendor's names, such as `INCLUDE0`. A flag counts by being there. */
  readonly props?: Readonly<Record<string, string>> | undefined;
  readonly commands?: DeviceCommands | undefined;
  /** Keeps copies linked and brings them to existing devices. Server 23.6 or later. */
  readonly updateExisting?: boolean | undefined;
  /** Retentions of the item, by vault. */
  readonly retention?: Readonly<Record<string, Retention>> | undefined;
}

/** Where a default item is made. */
export interface DefaultItemOptions {
  /** Only on devices of this system. Server 21.6.6 or later. */
  readonly os?: OperatingSystem | undefined;
}

/** An exclusion that always holds. */
export type Exclusion = ({ readonly glob: string } | { readonly regex: string }) & {
  /** Default `any`. */
  readonly os?: OperatingSystem | undefined;
};

/** The commands on the wire. */
export function commandMembers(commands: DeviceCommands | undefined): Record<string, unknown> {
  return { PreExec: commands?.before, ThawExec: commands?.thaw, PostExec: commands?.after };
}

/** The setting of a default item. */
export function defaultItemSetting(id: string, item: DefaultItem, { os }: DefaultItemOptions): Setting {
  const field = os === undefined ? 'DefaultSources' : 'DefaultSourcesWithOSRestriction';
  const path = pathText([POLICY, field, String(id)]);
  const engine = engineName(item.engine);
  const issues = [...emptyId(path, id), ...systemIssues(`${path}.RestrictOS`, os)];
  if (engine === undefined) {
    const message = `${quote(String(item.engine))} is no engine`;
    issues.push({ path: `${path}.Engine`, message, code: 'UNKNOWN_ENGINE' });
  }
  const source = {
    Engine: engine ?? '',
    Description: item.description,
    OwnerDevice: '',
    ...commandMembers(item.commands),
    EngineProps: item.props ?? {},
    ExistingUserUpdate: item.updateExisting,
    OverrideDestinationRetention: item.retention,
  };
  const value =
    os === undefined ? source : { SourceConfig: source, RestrictOS: namedValue(SYSTEMS, os) ?? 0 };
  return entrySetting(field, id, value, issues);
}

/** Issues of the key of an entry. */
export function emptyId(path: string, id: string): Issue[] {
  if (typeof id === 'string' && id !== '') return [];
  return [{ path, message: 'the id is empty or no text', code: 'INVALID_OPTION' }];
}

function systemIssues(path: string, os: unknown): Issue[] {
  if (os === undefined || namedValue(SYSTEMS, os) !== undefined) return [];
  const message = `${quote(String(os))} is none of ${Object.keys(SYSTEMS).join(', ')}`;
  return [{ path, message, code: 'INVALID_OPTION' }];
}

/** The setting of exclusions, which join those of earlier calls. */
export function exclusionSetting(exclusions: readonly Exclusion[]): Setting {
  const path = [POLICY, 'FileAndFolderMandatoryExclusions'];
  const text = pathText(path);
  const issues = exclusions.flatMap(({ os }) => systemIssues(text, os));
  const value = exclusions.map((exclusion) => ({
    Exclude: 'glob' in exclusion ? exclusion.glob : exclusion.regex,
    Regex: !('glob' in exclusion),
    RestrictOS: namedValue(SYSTEMS, exclusion.os ?? 'any') ?? 0,
  }));
  for (const { Exclude } of value) {
    if (typeof Exclude === 'string' && Exclude !== '') continue;
    issues.push({ path: text, message: 'an exclusion needs a glob or a regex', code: 'INVALID_OPTION' });
  }
  return copiedSetting(path, value, { issues, adds: true });
}

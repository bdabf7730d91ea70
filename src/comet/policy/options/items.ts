import type { Issue } from '../../../core/errors/input.ts';
import { partsOf, said } from '../given.ts';
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

/** Everything that an exclusion may have. */
interface ExclusionParts {
  readonly glob?: string | undefined;
  readonly regex?: string | undefined;
  readonly os?: OperatingSystem | undefined;
}

/** The commands on the wire. */
export function commandMembers(
  commands: DeviceCommands | undefined,
  path: string,
  issues: Issue[],
): Record<string, unknown> {
  if (commands === undefined) return {};
  const { before, thaw, after } = partsOf(commands, `${path}.commands`, issues);
  return { PreExec: before, ThawExec: thaw, PostExec: after };
}

/** The setting of a default item. */
export function defaultItemSetting(id: string, item: DefaultItem, options: DefaultItemOptions): Setting {
  const issues: Issue[] = [];
  const { os } = partsOf(options, 'defaultItem', issues);
  const field = os === undefined ? 'DefaultSources' : 'DefaultSourcesWithOSRestriction';
  const path = pathText([POLICY, field, keyOf(id)]);
  const known = issues.length;
  const parts = partsOf(item, path, issues);
  const isItem = issues.length === known;
  const engine = engineName(parts.engine);
  issues.push(...emptyId(path, id), ...systemIssues(`${path}.RestrictOS`, os));
  if (engine === undefined && isItem) {
    const message = `${said(parts.engine)} is no engine`;
    issues.push({ path: `${path}.Engine`, message, code: 'UNKNOWN_ENGINE' });
  }
  const source = {
    Engine: engine ?? '',
    Description: parts.description,
    OwnerDevice: '',
    ...commandMembers(parts.commands, path, issues),
    EngineProps: parts.props ?? {},
    ExistingUserUpdate: parts.updateExisting,
    OverrideDestinationRetention: parts.retention,
  };
  const value =
    os === undefined ? source : { SourceConfig: source, RestrictOS: namedValue(SYSTEMS, os) ?? 0 };
  return entrySetting(field, keyOf(id), value, issues);
}

/** The key of an entry; what is no text has an issue by `emptyId`. */
export function keyOf(id: unknown): string {
  return typeof id === 'string' ? id : '';
}

/** Issues of the key of an entry. */
export function emptyId(path: string, id: string): Issue[] {
  if (typeof id === 'string' && id !== '') return [];
  return [{ path, message: 'the id is empty or no text', code: 'INVALID_OPTION' }];
}

function systemIssues(path: string, os: unknown): Issue[] {
  if (os === undefined || namedValue(SYSTEMS, os) !== undefined) return [];
  const message = `${said(os)} is none of ${Object.keys(SYSTEMS).join(', ')}`;
  return [{ path, message, code: 'INVALID_OPTION' }];
}

/** The setting of exclusions, which join those of earlier calls. */
export function exclusionSetting(exclusions: readonly Exclusion[]): Setting {
  const path = [POLICY, 'FileAndFolderMandatoryExclusions'];
  const text = pathText(path);
  const issues: Issue[] = [];
  const value = exclusions.map((exclusion) => {
    const { glob, regex, os } = partsOf<ExclusionParts>(exclusion, text, issues);
    issues.push(...systemIssues(text, os));
    const pattern: unknown = glob ?? regex;
    const isOne = glob === undefined || regex === undefined;
    if (!isOne || typeof pattern !== 'string' || pattern === '') {
      const message = 'an exclusion needs a glob or a regex, and not both';
      issues.push({ path: text, message, code: 'INVALID_OPTION' });
    }
    return {
      Exclude: pattern,
      Regex: glob === undefined,
      RestrictOS: namedValue(SYSTEMS, os ?? 'any') ?? 0,
    };
  });
  return copiedSetting(path, value, { issues, adds: true });
}

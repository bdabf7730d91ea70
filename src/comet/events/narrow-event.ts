import { type Check, issuesOf } from '../../core/check.ts';
import type { Issue } from '../../core/errors/input.ts';
import { SEVT } from '../admin/constants/index.ts';
import { checkBackupJobDetail } from '../admin/generated/checks/jobs.ts';
import { checkServerMetaVersionInfo } from '../admin/generated/checks/meta.ts';
import { checkGroupPolicy } from '../admin/generated/checks/policies.ts';
import { checkDeviceConfig, checkUserProfileConfig } from '../admin/generated/checks/profile.ts';
import { checkOrganization, checkServerConfigOptions } from '../admin/generated/checks/server.ts';
import type {
  BackupJobDetail,
  DeviceConfig,
  GroupPolicy,
  Organization,
  ServerConfigOptions,
  ServerMetaVersionInfo,
  StreamableEvent,
  UserProfileConfig,
} from '../admin/types/index.ts';

/** What `Data` holds, for the types of which it is documented. Source: contract 12.3. */
export interface EventData {
  /** `SEVT_META_HELLO` */
  4000: ServerMetaVersionInfo;
  /** `SEVT_ACCOUNT_NEW` */
  4100: UserProfileConfig;
  /** `SEVT_ACCOUNT_UPDATED` */
  4102: UserProfileConfig;
  /** `SEVT_JOB_NEW` */
  4200: BackupJobDetail;
  /** `SEVT_JOB_COMPLETED` */
  4201: BackupJobDetail;
  /** `SEVT_SERVER_UPDATED`: the whole configuration, with its secrets. */
  4403: ServerConfigOptions;
  /** `SEVT_TENANT_NEW` */
  4500: Organization;
  /** `SEVT_TENANT_UPDATED` */
  4502: Organization;
  /** `SEVT_POLICY_NEW` */
  4600: GroupPolicy;
  /** `SEVT_POLICY_UPDATED` */
  4602: GroupPolicy;
  /** `SEVT_DEVICE_NEW`; `ResourceID` is the DeviceID. */
  4700: DeviceConfig;
}

/** An event of a type of which the data are known. */
export type KnownEvent<T extends keyof EventData = keyof EventData> = {
  [K in T]: Omit<StreamableEvent, 'Type' | 'Data'> & {
    Type: K;
    /** Absent with level `none`, on servers that send none, and when it is not what it should be. */
    Data?: EventData[K] | undefined;
  };
}[T];

declare const unheard: unique symbol;

/** A type that this package has not heard of. `Number(event.Type)` is its number. */
export type UnheardEventType = number & { readonly [unheard]: true };

/** An event of which the data are not documented, or that is unheard of. */
export type OtherEvent = Omit<StreamableEvent, 'Type' | 'Data'> & {
  Type: Exclude<(typeof SEVT)[keyof typeof SEVT], keyof EventData> | UnheardEventType;
  Data?: unknown;
};

/** An event whose `Type` says what its `Data` is. */
export type NarrowedEvent = KnownEvent | OtherEvent;

const CHECKS: ReadonlyMap<number, Check> = new Map<keyof EventData, Check>([
  [SEVT.SEVT_META_HELLO, checkServerMetaVersionInfo],
  [SEVT.SEVT_ACCOUNT_NEW, checkUserProfileConfig],
  [SEVT.SEVT_ACCOUNT_UPDATED, checkUserProfileConfig],
  [SEVT.SEVT_JOB_NEW, checkBackupJobDetail],
  [SEVT.SEVT_JOB_COMPLETED, checkBackupJobDetail],
  [SEVT.SEVT_SERVER_UPDATED, checkServerConfigOptions],
  [SEVT.SEVT_TENANT_NEW, checkOrganization],
  [SEVT.SEVT_TENANT_UPDATED, checkOrganization],
  [SEVT.SEVT_POLICY_NEW, checkGroupPolicy],
  [SEVT.SEVT_POLICY_UPDATED, checkGroupPolicy],
  [SEVT.SEVT_DEVICE_NEW, checkDeviceConfig],
]);

/**
 * Gives `Data` the type that belongs to the event's `Type`, after a check of it. Nothing is thrown and nothing is
 * copied that fits: data that do not fit are left out of a shallow copy, and stay in the event that was passed.
 *
 * @param onMisfit receives what is wrong with data that do not fit
 * @example
 * const event = narrowEvent(item.event);
 * if (event.Type === SEVT.SEVT_JOB_COMPLETED) console.log(event.ResourceID, event.Data?.Status);
 */
export function narrowEvent(
  event: StreamableEvent,
  onMisfit?: (issues: readonly Issue[]) => void,
): NarrowedEvent {
  const check = CHECKS.get(event.Type);
  const { Data } = event;
  const issues = check === undefined || Data === undefined || Data === null ? [] : issuesOf(Data, check);
  const unfit = issues.length > 0 || (check !== undefined && Data === null);
  if (issues.length > 0) onMisfit?.(issues);
  // The check of the data belongs to the type; the compiler cannot see the two together.
  return (unfit ? { ...event, Data: undefined } : event) as NarrowedEvent;
}

/**
 * Whether an event is the greeting of the server: the first of each connection of the stream, and sent to a webhook
 * whenever its queue is flushed, so after each change of its settings. A cheap proof that a receiver works.
 *
 * Source: contract 11.3 and 12.4.
 */
export function isHello({ Type }: Pick<StreamableEvent, 'Type'>): boolean {
  return Type === SEVT.SEVT_META_HELLO;
}

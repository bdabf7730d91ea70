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

/** The check of the data that belong to a type; undefined where nothing is known of them. */
function checkOf(type: number): Check | undefined {
  switch (type) {
    case SEVT.SEVT_META_HELLO:
      return checkServerMetaVersionInfo;
    case SEVT.SEVT_ACCOUNT_NEW:
    case SEVT.SEVT_ACCOUNT_UPDATED:
      return checkUserProfileConfig;
    case SEVT.SEVT_JOB_NEW:
    case SEVT.SEVT_JOB_COMPLETED:
      return checkBackupJobDetail;
    case SEVT.SEVT_SERVER_UPDATED:
      return checkServerConfigOptions;
    case SEVT.SEVT_TENANT_NEW:
    case SEVT.SEVT_TENANT_UPDATED:
      return checkOrganization;
    case SEVT.SEVT_POLICY_NEW:
    case SEVT.SEVT_POLICY_UPDATED:
      return checkGroupPolicy;
    case SEVT.SEVT_DEVICE_NEW:
      return checkDeviceConfig;
    default:
      return undefined;
  }
}

/**
 * The event with the type of `Data` that belongs to its `Type`, after a check; undefined for types of which the data
 * are not documented or that are unheard of. Nothing is thrown, and nothing is copied that fits: data that do not fit
 * are left out of a shallow copy, and stay in the event that was passed.
 *
 * @param onMisfit receives what is wrong with data that do not fit
 * @example
 * const event = narrowEvent(item.event);
 * if (event?.Type === SEVT.SEVT_JOB_COMPLETED) console.log(event.ResourceID, event.Data?.Status);
 */
export function narrowEvent(
  event: StreamableEvent,
  onMisfit?: (issues: readonly Issue[]) => void,
): KnownEvent | undefined {
  const check = checkOf(event.Type);
  if (check === undefined) return undefined;
  const { Data } = event;
  const issues = Data === undefined || Data === null ? [] : issuesOf(Data, check);
  if (issues.length > 0) onMisfit?.(issues);
  const fits = issues.length === 0 && Data !== null;
  // The check belongs to the type of the event, which the compiler cannot see.
  return (fits ? event : { ...event, Data: undefined }) as KnownEvent;
}

/**
 * Whether an event is the greeting of the server: the first of each connection of the stream, and sent to a webhook
 * whenever its queue is flushed, so after each change of its settings and each restart. It proves that a receiver
 * works; and what waited in the queue may be lost, so read again what you keep a copy of.
 *
 * Source: contract 11.3 and 12.4.
 */
export function isHello({ Type }: Pick<StreamableEvent, 'Type'>): boolean {
  return Type === SEVT.SEVT_META_HELLO;
}

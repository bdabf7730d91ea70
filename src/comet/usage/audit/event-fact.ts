import type { Fact } from '../../../billing-audit/index.ts';
import { unixInstant } from './unix-instant.ts';

/** What the billing audit needs of an event, under the vendor's names: `StreamableEvent` of `comet/admin` fits. */
export interface AuditEvent {
  readonly Type: number;
  readonly Actor?: string | null | undefined;
  readonly ResourceID?: string | null | undefined;
  readonly Timestamp?: number | null | undefined;
  readonly Data?: unknown;
}

/** `SEVT_ACCOUNT_REMOVED`, `SEVT_DEVICE_NEW`, `SEVT_DEVICE_REMOVED` */
const [ACCOUNT_REMOVED, DEVICE_NEW, DEVICE_REMOVED] = [4101, 4700, 4701];

function member(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name)
    ? Reflect.get(data, name)
    : undefined;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/**
 * The fact that an event of a Comet Server states: a device was registered or revoked, or an account removed, at the
 * time of the event and not of its receipt. Null for all other events, and where time, device or account is missing.
 *
 * The account is the `Username` of the event's data, else what `accountOf` knows of the device, else the actor, who may
 * be an administrator; so pass `accountOf` where you can. Source: billing-audit 2.2.
 *
 * @param accountOf the account that you know a device under
 */
export function eventToAuditFact(
  { Type, Actor, ResourceID, Timestamp, Data }: AuditEvent,
  accountOf: (deviceId: string) => string | null = () => null,
): Fact | null {
  const at = unixInstant(Timestamp);
  const resource = textOrNull(ResourceID);
  if (at === null) return null;
  const named = textOrNull(member(Data, 'Username'));
  if (Type === ACCOUNT_REMOVED) {
    const account = named ?? resource;
    return account === null ? null : { kind: 'accountEnd', account, at };
  }
  if (resource === null || (Type !== DEVICE_NEW && Type !== DEVICE_REMOVED)) return null;
  const account = named ?? accountOf(resource) ?? textOrNull(Actor);
  if (account === null) return null;
  if (Type === DEVICE_REMOVED) return { kind: 'revoked', account, device: resource, at };
  const registeredAt = unixInstant(member(Data, 'RegistrationTime')) ?? at;
  return { kind: 'registered', account, device: resource, at: registeredAt };
}

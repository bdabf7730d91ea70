import { parseInstant } from '../../../core/time.ts';
import type {
  ManagedOrganizationRecord,
  ManagedOrganizationStore,
} from '../../../katapult/organizations/index.ts';
import { expectSame, rejectionOf } from '../../kit/same.ts';

/** The first record of a client, with what a case names. */
export function recordOf(
  clientId: string,
  members: Partial<ManagedOrganizationRecord> = {},
): ManagedOrganizationRecord {
  const claim = { subDomain: '0a1b2c3d', storedAt: '2026-01-05T09:00:00.123Z' };
  return { clientId, organizationId: null, claim, version: 1, ...members };
}

/** Compares what is stored of a client; instants count by the millisecond, however they are written. */
export async function expectStored(
  store: ManagedOrganizationStore,
  clientId: string,
  expected: ManagedOrganizationRecord | undefined,
  what: string,
): Promise<void> {
  const stored = await store.load(clientId);
  expectSame(stored && plain(stored), expected && plain(expected), what);
}

function plain({ claim, ...record }: ManagedOrganizationRecord): object {
  const storedAt = claim && parseInstant(claim.storedAt, 'claim.storedAt').toISOString();
  return { ...record, claim: claim && { ...claim, storedAt } };
}

/** @throws Error unless the save is refused with the code */
export async function expectRefused(save: Promise<void>, code: string, what: string): Promise<void> {
  const error = await rejectionOf(save, what);
  expectSame(codeOf(error), code, `the code of the refusal of ${what}`);
}

/** The code of an error. By code: a store may use its own copy of the classes. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error;
}

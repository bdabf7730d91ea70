import type { AccountJournal, AccountRecord } from '../../comet/provisioning/index.ts';
import { parseInstant } from '../../core/time.ts';
import { expectSame, expectTrue, isConflict, rejectionOf } from '../kit/same.ts';

/** The first record of a service, with what a case names. */
export function recordOf(serviceKey: string, members: Partial<AccountRecord> = {}): AccountRecord {
  return { serviceKey, stage: 'planned', username: 'acme', organizationId: '', ...members };
}

/** What a creation keeps, one record after the other. */
export const HISTORY: readonly Partial<AccountRecord>[] = [
  { policyId: 'bill_1' },
  { stage: 'dispatched', policyId: 'bill_1', addUserDispatchedAt: '2026-01-05T09:00:00.123Z' },
  { stage: 'claimed', policyId: 'bill_1', creationGuid: 'guid-1', vaultBefore: [] },
  { stage: 'configured', creationGuid: 'guid-1', vaultBefore: ['v 1', 'v,2'], vaultRequested: true },
  { stage: 'vaulted', creationGuid: 'guid-1', vaultBefore: ['v 1'], destinationId: 'v3', suspended: true },
  { stage: 'vaulted', creationGuid: 'guid-1', destinationId: 'v3', suspended: true, deleting: true },
  { stage: 'done', username: 'Acme.2@example.com', organizationId: 'org-b', creationGuid: 'guid-1' },
  { stage: 'planned', username: '' },
];

/** Compares what is stored of a service; instants count by the millisecond, however they are written. */
export async function expectStored(
  journal: AccountJournal,
  serviceKey: string,
  expected: { readonly record: AccountRecord; readonly version: number } | undefined,
  what: string,
): Promise<void> {
  const stored = await journal.load(serviceKey);
  expectSame(stored?.version, expected?.version, `the version of ${what}`);
  expectSame(stored && plain(stored.record), expected && plain(expected.record), what);
}

function plain({ addUserDispatchedAt: sent, ...record }: AccountRecord): object {
  const addUserDispatchedAt = sent && parseInstant(sent, 'addUserDispatchedAt').toISOString();
  return { ...record, addUserDispatchedAt };
}

/** @throws Error unless the save is refused because another writer was first */
export async function expectOvertaken(save: Promise<number>, what: string): Promise<void> {
  const error = await rejectionOf(save, what);
  expectTrue(isConflict(error), `${what} was refused for another reason: ${String(error)}`);
}

import type { Clock } from '../../core/time.ts';
import type { Caller } from '../operation.ts';
import type { LicenseRecord } from './record.ts';
import type { LicenseRepository } from './repository.ts';

/** What the parts of the lifecycle share: the store, the client and the time. */
export interface Desk {
  readonly jetpack: Caller;
  readonly repository: LicenseRepository;
  readonly leaseMs: number;
  readonly clock: Clock;
}

/** Saves the next version of a record, and gives it back. @throws what the repository throws */
export async function save({ repository }: Desk, record: LicenseRecord): Promise<LicenseRecord> {
  await repository.save(record, record.version - 1);
  return record;
}

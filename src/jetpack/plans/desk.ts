import { ConfigError, InvalidInputError } from '../../core/errors/input.ts';
import type { Clock } from '../../core/time.ts';
import { codeOf } from '../lifecycle/failure.ts';
import type { Caller } from '../operation.ts';
import type { PlanRecord } from './record.ts';
import type { PlanRepository } from './repository.ts';

/** What the parts of the lifecycle share: the store, the keys and the time. */
export interface Desk {
  readonly repository: PlanRepository;
  readonly clients: ReadonlyMap<string, Caller>;
  readonly testKeys: ReadonlySet<string>;
  readonly leaseMs: number;
  readonly clock: Clock;
}

/** The client of the key that a plan was sold with. @throws ConfigError */
export function clientOf({ clients }: Desk, { serviceKey, partnerKey }: PlanRecord): Caller {
  const client = clients.get(partnerKey);
  if (client !== undefined) return client;
  throw new ConfigError(
    `The plan of service ${serviceKey} was sold with the partner key ${partnerKey}, which is not among partnerKeys. Add it: no other key can cancel the plan`,
    { code: 'UNKNOWN_PARTNER_KEY' },
  );
}

/** Saves the next version of a record, and gives it back. @throws what the repository throws */
export async function save({ repository }: Desk, record: PlanRecord): Promise<PlanRecord> {
  await repository.save(record, record.version - 1);
  return record;
}

/** The same for the first call for a site. @throws also InvalidInputError `SITE_TAKEN` */
export async function claim(desk: Desk, record: PlanRecord): Promise<PlanRecord> {
  try {
    return await save(desk, record);
  } catch (error) {
    if (codeOf(error) !== 'DUPLICATE_KEY') throw error;
    const message = 'belongs to another service. Cancel that one first';
    throw new InvalidInputError(
      `The order of service ${record.serviceKey}`,
      [{ path: 'siteUrl', message, code: 'SITE_TAKEN' }],
      'SITE_TAKEN',
    );
  }
}

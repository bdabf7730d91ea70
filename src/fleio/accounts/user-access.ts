import { userByExternalId } from '../lookups.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { usersUpdate } from '../operations/users.ts';

/** Lets the user of a client log in, or bars him; one who is so already is left alone. */
export async function setUserActive(
  fleio: Caller,
  externalId: string,
  isActive: boolean,
  options?: CallOptions,
): Promise<void> {
  const { id, is_active } = await userByExternalId(fleio, externalId, options);
  if (is_active !== isActive) await fleio.call(usersUpdate, { id, is_active: isActive }, options);
}

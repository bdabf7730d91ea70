import { saysUnknown } from '../../admin/failures.ts';
import type { AccountCalls, ProfileVersion } from './calls.ts';

/**
 * The account of a name; undefined where there is none. A server that refuses to tell, or does not answer, has not said
 * that the name is free.
 *
 * Source: contract 2.6 (existence probe).
 * @throws what the server or the transport said
 */
export async function findAccount(
  calls: AccountCalls,
  username: string,
): Promise<ProfileVersion | undefined> {
  try {
    return await calls.read(username);
  } catch (error) {
    if (!saysUnknown(error)) throw error;
    const names = await calls.usernames();
    if (names.includes(username)) throw error;
    return undefined;
  }
}

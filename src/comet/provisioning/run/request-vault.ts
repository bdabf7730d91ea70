import { quote } from '../../../core/secret.ts';
import { mayHaveHappened } from '../../policy/ensure/failures.ts';
import { CometAccountError } from '../account-error.ts';
import type { AccountProfile } from '../profile.ts';
import type { AccountCalls, ProfileVersion } from './calls.ts';

/** A vault that was requested. */
export interface RequestedVault {
  readonly destinationId: string;
  /** The profile with the vault, where an answer had it. */
  readonly version?: ProfileVersion | undefined;
  readonly isAdopted: boolean;
}

/**
 * C6: requests a vault. Each request makes one, so none is repeated before a look at what the lost one did.
 *
 * Source: contract 2.6.
 * @param before ids of the vaults that were there before
 * @throws CometAccountError `VAULT_AMBIGUOUS`; otherwise what the server said
 */
export async function requestVault(
  calls: AccountCalls,
  username: string,
  providerId: string,
  before: readonly string[],
): Promise<RequestedVault> {
  for (let sent = 1; ; sent += 1) {
    try {
      const { DestinationID, Profile, ProfileHash } = await calls.requestVault(username, providerId);
      const version = Profile && ProfileHash ? { profile: Profile, hash: ProfileHash } : undefined;
      if (DestinationID) return { destinationId: DestinationID, version, isAdopted: false };
      const made = await lookUp(calls, username, before);
      if (made !== undefined) return { ...made, isAdopted: false };
      throw new CometAccountError(`The server made no vault for ${quote(username)}`, 'COMET_REFUSED');
    } catch (error) {
      if (!mayHaveHappened(error)) throw error;
      const made = await lookUp(calls, username, before);
      if (made !== undefined) return made;
      if (sent > 1) throw error;
    }
  }
}

async function lookUp(
  calls: AccountCalls,
  username: string,
  before: readonly string[],
): Promise<RequestedVault | undefined> {
  const version = await calls.read(username);
  const destinationId = newVaultOf(version.profile, before);
  return destinationId === undefined ? undefined : { destinationId, version, isAdopted: true };
}

/** The vault that was not there before. @throws CometAccountError `VAULT_AMBIGUOUS` for several */
export function newVaultOf(profile: AccountProfile, before: readonly string[]): string | undefined {
  const added = Object.keys(profile.Destinations ?? {}).filter((id) => !before.includes(id));
  if (added.length < 2) return added[0];
  throw new CometAccountError(
    `The account ${quote(profile.Username ?? '')} got ${added.length} new vaults, and which one was requested cannot be known`,
    'VAULT_AMBIGUOUS',
  );
}

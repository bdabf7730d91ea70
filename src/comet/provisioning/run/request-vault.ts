import { quote } from '../../../core/secret.ts';
import { mayHaveHappened } from '../../admin/failures.ts';
import { CometAccountError } from '../account-error.ts';
import type { AccountProfile } from '../profile.ts';
import type { AccountCalls, ProfileVersion } from './calls.ts';

/** What a request for a vault works with. */
export interface VaultTask {
  readonly calls: AccountCalls;
  readonly username: string;
  readonly providerId: string;
  /** Ids of the vaults that were there before. */
  readonly before: readonly string[];
  /** Takes a version of the account that was read meanwhile; what it throws ends the work. */
  readonly accept: (version: ProfileVersion) => unknown;
  /** Told when the server said that it made none. */
  readonly onRefused?: (() => Promise<void>) | undefined;
}

/** A vault that was requested. */
export interface RequestedVault {
  readonly destinationId: string;
  readonly isAdopted: boolean;
}

/** Requests at most: a second one after an answer was lost and no vault is there. */
const MAX_REQUESTS = 2;

/**
 * C6: requests a vault. Each request makes one, so none is repeated before a look at what the lost one did, and at
 * whose account it is by now.
 *
 * Source: contract 2.6.
 * @throws CometAccountError `VAULT_AMBIGUOUS`; otherwise what the server said
 */
export async function requestVault(task: VaultTask): Promise<RequestedVault> {
  for (let sent = 1; ; sent += 1) {
    const { lost, answer } = await request(task);
    const { DestinationID, Profile, ProfileHash } = answer ?? {};
    if (Profile && ProfileHash) task.accept({ profile: Profile, hash: ProfileHash });
    // Servers before 19.8.0 do not name the vault.
    const destinationId = DestinationID || (await lookUp(task));
    if (destinationId) return { destinationId, isAdopted: answer === undefined };
    if (answer !== undefined) throw noVault(task);
    if (sent === MAX_REQUESTS) throw lost;
  }
}

/** The answer, or the error of one that was lost. @throws what the server said when it made no vault */
async function request({ calls, username, providerId, onRefused }: VaultTask) {
  try {
    return { answer: await calls.requestVault(username, providerId) };
  } catch (lost) {
    if (mayHaveHappened(lost)) return { lost };
    // Whatever becomes of the note, the refusal is what the caller must hear of.
    await onRefused?.().catch(() => undefined);
    throw lost;
  }
}

async function lookUp({ calls, username, before, accept }: VaultTask): Promise<string | undefined> {
  const version = await calls.read(username);
  accept(version);
  return newVaultOf(version.profile, before);
}

function noVault({ username }: VaultTask): CometAccountError {
  return new CometAccountError(
    `The server accepted the request for a vault and made none for ${quote(username)}. Look at its log`,
    'COMET_REFUSED',
  );
}

/** The vault that was not there before. @throws CometAccountError `VAULT_AMBIGUOUS` for several */
export function newVaultOf(profile: AccountProfile, before: readonly string[]): string | undefined {
  const added = vaultIds(profile).filter((id) => !before.includes(id));
  if (added.length < 2) return added[0];
  throw new CometAccountError(
    `The account ${quote(profile.Username ?? '')} got ${added.length} new vaults, and which one was requested cannot be known. Remove those that nobody needs`,
    'VAULT_AMBIGUOUS',
  );
}

/** The ids of the vaults of an account. */
export function vaultIds({ Destinations }: AccountProfile): readonly string[] {
  return Object.keys(Destinations ?? {});
}

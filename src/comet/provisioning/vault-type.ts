import type { PolicyFacts } from '../policy/index.ts';
import type { AccountProfile } from './profile.ts';
import type { AccountWarning } from './warning.ts';

/**
 * The warning that a policy does not allow vaults of the type that the template made. Comet lets the vault be; whether
 * the account can work with it is not published.
 *
 * Source: contract 1.16 (H9).
 */
export function vaultTypeWarnings(
  { Destinations }: AccountProfile,
  destinationId: string | undefined,
  { vaultTypes }: Pick<PolicyFacts, 'vaultTypes'>,
): AccountWarning[] {
  const vault = destinationId === undefined ? undefined : Destinations?.[destinationId];
  const type = vault?.DestinationType ?? undefined;
  if (type === undefined || vaultTypes === undefined || vaultTypes.includes(type)) return [];
  const allowed = vaultTypes.length === 0 ? 'none' : `only ${vaultTypes.join(', ')}`;
  const message = `The vault ${destinationId} has the type ${type}, and the policy allows ${allowed}`;
  return [{ code: 'VAULT_TYPE_NOT_ALLOWED', message }];
}

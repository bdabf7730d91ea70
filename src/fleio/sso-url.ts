import { InvalidInputError } from '../core/errors/input.ts';
import { parseBaseUrl } from '../core/http/url.ts';
import { parseProof } from './sso-proof.ts';

/**
 * The address at which a proof logs its user in, once and soon: make it when the user clicks, redirect there, and
 * neither keep nor log it (contract 7.2, 7.4).
 *
 * @param frontendUrl address of the user frontend; slashes at its end do not matter
 * @param hash_val the proof, as `sso.createSession` gives it
 * @throws ConfigError for an address that cannot be used; InvalidInputError for a text that is no proof
 */
export function ssoUrl(frontendUrl: string, hash_val: string): string {
  const { href } = parseBaseUrl(frontendUrl, 'frontendUrl');
  const proof = parseProof(hash_val);
  if (proof === undefined) {
    const message = 'expected euid:timestamp:signature';
    throw new InvalidInputError('ssoUrl', [{ path: 'hash_val', message }]);
  }
  const { euid, timestamp, signature } = proof;
  return `${href}sso?${new URLSearchParams({ euid, timestamp, hash_val: signature })}`;
}

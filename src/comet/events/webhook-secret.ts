import { ConfigError } from '../../core/errors/input.ts';
import { equalSecrets, Secret } from '../../core/secret.ts';

/**
 * Whether a delivery carries the secret that was put in the webhook's `CustomHeaders`, compared in constant time.
 * Webhooks are not signed, so this is all that tells the server's from anybody's.
 *
 * Source: contract 12.2.
 *
 * @param received value of the header, such as `request.headers.get('authorization')`
 * @param expected the whole value of the header; several while you change from one to the next
 * @throws ConfigError for an empty or missing secret, which would let everybody in
 */
export function verifyWebhookSecret(
  received: string | null | undefined,
  expected: string | Secret | readonly (string | Secret)[],
): boolean {
  const secrets = [expected].flat().map((secret) => (secret instanceof Secret ? secret.reveal() : secret));
  if (secrets.length === 0 || secrets.some((secret) => typeof secret !== 'string' || secret === '')) {
    throw new ConfigError('the expected webhook secret is empty');
  }
  if (typeof received !== 'string') return false;
  let same = false;
  // All are compared, so that the time does not tell which one fits.
  for (const secret of secrets) same = equalSecrets(received, secret) || same;
  return same;
}

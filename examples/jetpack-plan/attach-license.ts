import { type JetpackPartnerClient, siteIdentifier } from 'reseller-sdk/jetpack';
import { refusal } from './command-line.ts';

/**
 * Puts a license on a site. It is read first, because nobody knows what a second attachment answers: so this may be
 * repeated, also after an answer that was lost.
 *
 * @throws InvalidInputError for a license that is on another site, or was revoked; what the client throws
 */
export async function attachLicense(
  { licensing }: JetpackPartnerClient,
  license_key: string,
  site: string,
): Promise<'attached' | 'attached before'> {
  const wanted = siteIdentifier(site);
  const { revoked_at, attached_at, siteurl } = await licensing.get({ license_key });
  if (revoked_at) throw refusal("the license was revoked on the vendor's own pages");
  if (attached_at) {
    if (siteurl && siteIdentifier(siteurl) === wanted) return 'attached before';
    throw refusal('the license is on another site; detach it there first');
  }
  await licensing.attach({ license_key, site });
  return 'attached';
}

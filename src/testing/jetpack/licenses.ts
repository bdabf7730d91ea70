import type { LicensingCall } from './call.ts';
import type { JetpackLicenseRow } from './entities.ts';
import { badParam, Refusal } from './refusal.ts';
import { randomWord, type World } from './world.ts';

/** What a license is issued with. */
export interface NewLicense {
  readonly product: string;
  readonly isTest: boolean;
  readonly quantity?: number;
  readonly parentId?: number | null;
}

/** Issues a license. */
export function placeLicense(
  { state, clock, random, nextId }: World,
  { product, isTest, quantity = 1, parentId = null }: NewLicense,
): JetpackLicenseRow {
  const row: JetpackLicenseRow = {
    ...{ id: nextId(), key: `${product}_${randomWord(random, 25)}`, product, isTest },
    ...{ issuedAt: clock.now(), quantity, parentId, revokedAt: null, attachedAt: null, site: null },
  };
  state.licenses.set(row.key, row);
  return row;
}

/** Whether a license is in force. */
export function isInForce({ revokedAt }: JetpackLicenseRow): boolean {
  return revokedAt === null;
}

/** The licenses of a token; that the test token has its own is a guess. */
export function licensesOf({ world, token }: LicensingCall): JetpackLicenseRow[] {
  return [...world.state.licenses.values()].filter(({ isTest }) => isTest === token.isTest);
}

/** The license of a key. That one which is not there is a mistake of input (400) is a guess. @throws Refusal */
export function licenseOf(call: LicensingCall, key: string | undefined): JetpackLicenseRow {
  if (key === undefined) throw badParam('license_key', 'is missing');
  const row = licensesOf(call).find((license) => license.key === key);
  if (row === undefined) throw new Refusal(400, 'invalid_license_key', 'There is no license of this key');
  return row;
}

/** The product that is to be licensed. @throws Refusal for one that is not sold, and a partner who may not, or cannot pay */
export function demandSale({ world, token, input }: LicensingCall): string {
  const { partner, products } = world.state;
  const product = input.text('product');
  if (product === undefined || !products.has(product)) throw badParam('product', 'is no product');
  if (!partner.mayIssue) throw new Refusal(403, 'rest_forbidden', 'The partner may not issue licenses');
  // That nobody has to pay for a test token is a guess.
  if (!partner.hasPaymentMethod && !token.isTest) {
    const { paymentStatus } = world.behaviour;
    throw new Refusal(paymentStatus, 'missing_valid_payment_method', 'The partner has no payment method');
  }
  return product;
}

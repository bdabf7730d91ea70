import { InvalidInputError } from 'reseller-sdk';
import { keepOnly, managedByBilling, type PolicyDraft, policy } from 'reseller-sdk/comet/policy';
import type { AccountLimits, QuotaSetting } from 'reseller-sdk/comet/provisioning';

/** What is sold: what users may do, and how much they may use. */
export interface Product {
  readonly policy: PolicyDraft;
  readonly limits: AccountLimits;
  readonly quota: QuotaSetting;
}

/** What a customer ordered: a package, and where he bought more or less of something. */
export interface Ordered {
  readonly package: string;
  /** A number, or `unlimited`; null for what the package has. */
  readonly devices: string | null;
  readonly storageGib: string | null;
}

/** Vaults and passwords are the seller's matter. The types must include that of your storage template. */
const SOLD = managedByBilling({ vaultTypes: ['comet'] });

const PACKAGES: ReadonlyMap<string, Product> = new Map([
  [
    'starter',
    {
      policy: policy('Starter backup').key('starter').with(SOLD).engines(['file']),
      limits: { devices: 1, protectedItems: 'unlimited' },
      quota: { gib: 100 },
    },
  ],
  [
    'business',
    {
      policy: policy('Business backup')
        .key('business')
        .with(SOLD)
        .anyEngine()
        .retention(
          keepOnly((keep) => [keep.lastJobs(30), keep.monthly({ months: 12, onDay: 1 })]),
          { enforce: true, lockItems: true },
        ),
      limits: { devices: 10, protectedItems: 'unlimited' },
      quota: { tib: 2 },
    },
  ],
]);

/** What an order comes to. @throws InvalidInputError for a package that is not sold */
export function productOf({ package: name, devices, storageGib }: Ordered): Product {
  const product = PACKAGES.get(name);
  if (product === undefined) {
    const message = `${name} is none of ${[...PACKAGES.keys()].join(', ')}`;
    throw new InvalidInputError('order', [{ path: 'package', message }]);
  }
  return {
    policy: product.policy,
    limits: { ...product.limits, ...(devices !== null && { devices }) },
    quota: storageGib === null ? product.quota : quotaOf(storageGib),
  };
}

function quotaOf(gib: string): QuotaSetting {
  return gib === 'unlimited' ? 'unlimited' : { gib };
}

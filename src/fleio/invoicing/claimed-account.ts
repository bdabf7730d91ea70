import type { ClaimedAccount } from '../../invoice-policy/index.ts';
import type { FleioDecimal } from '../types/ids.ts';
import type { ClaimedClient } from '../types/invoicing.ts';

/**
 * A claim's answer in the terms of the invoice policy. Amounts go over by their text, so that no arithmetic on a
 * JavaScript number touches them (contract fleio 4.11). What the answer lacks is null: the policy decides what that
 * means.
 */
export function claimedAccount(answer: ClaimedClient): ClaimedAccount {
  const { has_service_cycle_recently_ended: ended, reached_credit_limit: reached } = answer;
  return {
    currency: answer.currency || null,
    uptodateCredit: textOf(answer.uptodate_credit),
    effectiveCreditLimit: textOf(answer.effective_credit_limit),
    hasBillingAgreement: answer.has_billing_agreement ?? null,
    periods: answer.unsettled_periods.map(({ id, related_service }) => ({
      id: String(id),
      serviceRef: String(related_service),
    })),
    ...(typeof ended === 'boolean' && { hasServiceCycleRecentlyEnded: ended }),
    ...(typeof reached === 'boolean' && { reachedCreditLimit: reached }),
  };
}

function textOf(decimal: FleioDecimal | null | undefined): string | null {
  return decimal === null || decimal === undefined ? null : String(decimal);
}

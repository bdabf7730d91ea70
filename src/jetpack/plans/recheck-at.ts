import { DAY_MS } from '../../core/time.ts';

const MINUTE_MS = 60_000;
/** Pauses before the first checks; every later one waits for a day. */
const PAUSES_MS: readonly number[] = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 120 * MINUTE_MS];

/** Codes that another try does not change: the order, the plan or the site has to change first (contract 9). */
const TERMINAL: ReadonlySet<string> = new Set([
  ...['invalid_siteurl', 'invalid_local_user', 'invalid_plan', 'could_not_load_product_class'],
  ...['plan_downgrade_disallowed', 'activation_limit_reached', 'input_error', 'user_unknown'],
  ...['siteurl_private_ip', 'home_private_ip', 'site_inaccessible_403', 'site_requires_authorization'],
  ...['request_cancelled', 'site_in_safe_mode', 'not_jps_plan', 'incorrect_partner_key'],
]);
const TERMINAL_FORM = /^fail_(?:domain|ip|subdomain)_|_(?:missing|malformed)$/;

/** What a plan waits for. */
export interface PlanWait {
  /** Checks that were made since the wait began. */
  readonly checks: number;
  /** Until when the vendor keeps the activation; null: the wait has no end. */
  readonly pendingUntil: Date | null;
  /** Code of the refusal that the last check met, if it met one. */
  readonly code?: string | undefined;
}

/**
 * When to look again: 1, 5, 30 and 120 minutes after the check before, then daily, and last when the activation ends.
 *
 * @param now when the last check was made, or when the wait began
 * @returns null once the activation has ended, when only a new provision call helps, and after a terminal code. Faults of
 * the credentials are not terminal: the operator mends them, and the site waits meanwhile
 */
export function recheckAt({ checks, pendingUntil, code }: PlanWait, now: Date): Date | null {
  if (code !== undefined && isTerminalCode(code)) return null;
  const next = now.getTime() + (PAUSES_MS[checks] ?? DAY_MS);
  if (pendingUntil === null) return new Date(next);
  return pendingUntil > now ? new Date(Math.min(next, pendingUntil.getTime())) : null;
}

/** Whether a code of the vendor says that trying again is of no use until something else changes. */
export function isTerminalCode(code: string): boolean {
  return TERMINAL.has(code) || TERMINAL_FORM.test(code);
}

import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import type { JetpackPlan } from '../types/start.ts';

/** The plans of the WHMCS module (contract jetpack 4). A site has one of them at most. */
export const CLASSIC_PLANS: readonly JetpackPlan[] = Object.freeze([
  'free',
  'personal',
  'premium',
  'professional',
]);

const SLUG = /^[a-z0-9][a-z0-9_-]*$/;

/** Whether a slug names a plan of the WHMCS module, which is cancelled without being named. */
export function isClassicPlan(slug: string): boolean {
  return CLASSIC_PLANS.includes(slug);
}

/** What is wrong with a slug, in any case of letters. */
export function planIssues(plan: unknown, path = 'plan'): Issue[] {
  if (typeof plan === 'string' && SLUG.test(plan.toLowerCase())) return [];
  const shown = typeof plan === 'string' ? `${JSON.stringify(quote(plan))} is no plan: ` : '';
  const message = `${shown}must be letters, digits, _ and -, such as premium`;
  return [{ path, message, code: 'plan_not_allowed' }];
}

/**
 * The wire's name of a plan: `Premium` is `premium`. Blanks are not trimmed, because the module does not either.
 *
 * @throws InvalidInputError for anything that can be no slug
 */
export function planSlug(name: string): JetpackPlan {
  const issues = planIssues(name, '');
  if (issues.length > 0) throw new InvalidInputError('The plan', issues);
  return name.toLowerCase();
}

import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { requiredObject } from './given.ts';

/** What the id of a policy is made from. */
export interface PolicyIdParts {
  /** The name of the policy in your own system. */
  readonly key: string;
  /** The organization (tenant) of the policy; empty, the default, for the top level. */
  readonly organizationId?: string | undefined;
  /** 1 to 16 letters and digits in front of the id. Default `bill`. */
  readonly prefix?: string | undefined;
}

const DIGITS = 32;

/**
 * The id of a policy: the same for the same key, and different for each organization, because a server has one set of
 * ids for all of them. `<prefix>_` and the first 32 hex digits of SHA-256 over prefix, organization and key, with a
 * NUL between them.
 *
 * Source: companion section 6.
 * @throws InvalidInputError for parts that could be confused with others
 */
export async function policyId(parts: PolicyIdParts): Promise<string> {
  const { key, organizationId = '', prefix = 'bill' } = requiredObject(parts, 'the parts of a policy id');
  const issues: Issue[] = prefixIssues(prefix);
  for (const [path, text] of Object.entries({ key, organizationId })) {
    const isText = typeof text === 'string' && !/[\p{Control}\p{Surrogate}]/u.test(text);
    if (isText && (text !== '' || path !== 'key')) continue;
    issues.push({ path, message: 'must be text without control characters, and not empty' });
  }
  if (issues.length > 0) throw new InvalidInputError('the parts of a policy id', issues);
  const bytes = new TextEncoder().encode(`${prefix}\0${organizationId}\0${key}`);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${prefix}_${hex.slice(0, DIGITS)}`;
}

/** Issues of the text in front of ids. */
export function prefixIssues(prefix: unknown): Issue[] {
  if (typeof prefix === 'string' && /^[A-Za-z0-9]{1,16}$/.test(prefix)) return [];
  return [{ path: 'prefix', message: 'must be 1 to 16 letters and digits' }];
}

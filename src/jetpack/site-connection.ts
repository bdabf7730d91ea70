import { readJetpackObject, unexpectedAnswer } from './answer-object.ts';
import { wholeNumber } from './whole-number.ts';

/** What became of the connection of a site (contract 12). */
export interface SiteConnection {
  /** `previously_connected`: somebody disconnected it by hand, and nothing was done. */
  readonly code: 'success' | 'already_connected' | 'previously_connected' | (string & {});
  /** Blog ID of WordPress.com. */
  readonly blogId: number;
}

/**
 * Reads the answer of `licensing.connectSite`, whose blog ID comes as a number or as digits.
 *
 * @throws UnexpectedResponseError `invalid_shape`, for an answer without a code or a blog ID
 */
export function interpretSiteConnection(body: unknown): SiteConnection {
  const facts = { operation: 'licensing.connectSite', status: 200 };
  const { code, blog_id } = readJetpackObject(body, facts);
  const blogId = wholeNumber(blog_id);
  if (typeof code === 'string' && code !== '' && blogId !== undefined) return { code, blogId };
  const issues = [
    ...(typeof code === 'string' && code !== '' ? [] : [{ path: 'code', message: 'expected a code' }]),
    ...(blogId === undefined ? [{ path: 'blog_id', message: 'expected a blog ID' }] : []),
  ];
  throw unexpectedAnswer('the answer is not of the promised shape', 'invalid_shape', facts, { issues });
}

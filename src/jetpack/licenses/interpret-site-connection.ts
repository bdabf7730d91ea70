import { readJetpackObject, unexpectedAnswer } from '../answer-object.ts';

const OPERATION = 'licensing.connectSite';

/** Where a site stands after the vendor was asked to connect it. */
export interface SiteConnection {
  /** `previously_connected`: somebody has disconnected the site by hand, and nothing was done. */
  readonly code: 'success' | 'already_connected' | 'previously_connected' | (string & {});
  readonly blogId: number;
}

/**
 * What an answer of `licensing.connectSite` means (contract 12). The blog ID comes as a number or as digits.
 *
 * @param body the JSON of the body, or its text
 * @throws ApiError and its kinds for a body that is a refusal; UnexpectedResponseError `empty_response`, `invalid_json`,
 * or `invalid_shape` without a code or a blog ID
 */
export function interpretSiteConnection(body: unknown): SiteConnection {
  const facts = { operation: OPERATION, status: 200 };
  const { code, blog_id } = readJetpackObject(body, facts);
  const blogId = typeof blog_id === 'string' && /^\d+$/.test(blog_id) ? Number(blog_id) : blog_id;
  const isBlogId = typeof blogId === 'number' && Number.isSafeInteger(blogId) && blogId > 0;
  if (typeof code === 'string' && code !== '' && isBlogId) return { code, blogId };
  const path = isBlogId ? 'code' : 'blog_id';
  const issues = [{ path, message: isBlogId ? 'expected a text' : 'expected a whole number above 0' }];
  throw unexpectedAnswer('the answer is not about a site', 'invalid_shape', facts, { issues });
}

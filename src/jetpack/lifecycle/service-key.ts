import { InvalidInputError, type Issue } from '../../core/errors/input.ts';

/** What is wrong with the name of a service. */
export function serviceKeyIssues(serviceKey: unknown): Issue[] {
  const isName = typeof serviceKey === 'string' && serviceKey !== '';
  return isName ? [] : [{ path: 'serviceKey', message: 'must name your service, as a text' }];
}

/**
 * A key that no record can have would look as if nothing had been sold: `42` is not `'42'`.
 *
 * @throws InvalidInputError
 */
export function demandServiceKey(serviceKey: unknown): void {
  const issues = serviceKeyIssues(serviceKey);
  if (issues.length > 0) throw new InvalidInputError('The key of the service', issues);
}

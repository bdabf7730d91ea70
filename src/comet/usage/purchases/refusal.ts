import { InvalidInputError } from '../../../core/errors/input.ts';

/** The error for a file of which nothing is read, for one reason. */
export function refusal(path: string, message: string, code?: string): InvalidInputError {
  const issue = { path, message };
  return new InvalidInputError('the purchase file', [code === undefined ? issue : { ...issue, code }], code);
}

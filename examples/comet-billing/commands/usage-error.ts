import { InvalidInputError } from 'reseller-sdk';

/** A command line that is not understood; nothing was done. */
export class UsageError extends InvalidInputError {
  constructor(message: string) {
    super('command line', [{ path: '', message }]);
  }
}

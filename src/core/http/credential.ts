import { TransportError } from '../errors/transport.ts';
import { bareCause } from './bare-cause.ts';

/** Code of the error that the caller sees. */
export const CREDENTIAL_UNAVAILABLE = 'CREDENTIAL_UNAVAILABLE';

/** A function of the caller gave no credential. Internal; the caller sees a `TransportError`. */
export class CredentialFailure extends Error {
  override get name(): string {
    return 'CredentialFailure';
  }

  /** @param option name of the option that holds the function */
  constructor(option: string, cause: unknown) {
    super(`the function given as ${option} failed`, { cause });
  }

  /** What the caller sees. Words of a function that handles credentials stay in the cause, without those that are known. */
  toError(operation: string, attempts: number, secrets: readonly string[]): TransportError {
    const effect = attempts === 0 ? 'Nothing was sent' : 'The call was not sent again';
    const facts = { operation, attempts, outcomeUnknown: false, cause: bareCause(this.cause, secrets) };
    return new TransportError(`${this.message}. ${effect}; see its cause`, facts, CREDENTIAL_UNAVAILABLE);
  }
}

/** Asks a function of the caller for a credential. @throws CredentialFailure in place of whatever it throws */
export async function askCredential<T>(source: () => T | Promise<T>, option: string): Promise<T> {
  try {
    return await source();
  } catch (error) {
    throw new CredentialFailure(option, error);
  }
}

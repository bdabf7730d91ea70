import { ResellerSdkError } from './base.ts';

/** Why a box did not open. */
export type SecretBoxCode = 'SECRET_BOX_MALFORMED' | 'SECRET_BOX_UNKNOWN_KEY' | 'SECRET_BOX_NOT_AUTHENTIC';

/**
 * A sealed text did not open: it is no box (`SECRET_BOX_MALFORMED`), its key is not among those given
 * (`SECRET_BOX_UNKNOWN_KEY`), or it was changed, sealed with other bytes under the same key id, or sealed for
 * another context (`SECRET_BOX_NOT_AUTHENTIC`; the three cannot be told apart). Nothing of the box is quoted.
 */
export class SecretBoxError extends ResellerSdkError {
  override get name(): string {
    return 'SecretBoxError';
  }

  constructor(message: string, code: SecretBoxCode, options: { readonly cause?: unknown } = {}) {
    super(message, { code, ...options });
  }
}

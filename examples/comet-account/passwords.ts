import { randomBytes } from 'node:crypto';
import { Secret, SecretBox } from 'reseller-sdk';

/** 24 characters that survive every mail and form. */
const PASSWORD_BYTES = 18;

/**
 * Passwords of accounts, sealed for the database. A new one is stored before it is sent: whenever the process dies, the
 * one that the server has is in a box. Each box opens for its own service alone.
 */
export class Passwords {
  readonly #box: SecretBox;

  /** @param key base64 of 32 bytes, from where your other secrets are */
  constructor(key: Secret) {
    this.#box = new SecretBox({ keys: [{ id: 'k1', key: key.reveal() }] });
  }

  /** A new password, in its box. */
  generate(serviceKey: string): Promise<string> {
    const password = new Secret(randomBytes(PASSWORD_BYTES).toString('base64url'));
    return this.#box.seal(password, contextOf(serviceKey));
  }

  /** @throws SecretBoxError for a box of another service or key */
  open(serviceKey: string, box: string): Promise<Secret> {
    return this.#box.open(box, contextOf(serviceKey));
  }
}

function contextOf(serviceKey: string): string {
  return `comet-account/password/${serviceKey}`;
}

import { ConfigError } from '../errors/input.ts';
import { Secret } from '../secret.ts';
import { askCredential } from './credential.ts';

/** A token of an API, or a function that gives the one that is valid now: it is asked before every attempt. */
export type ApiToken = string | Secret | (() => string | Secret | Promise<string | Secret>);

/** What may stand in a header; the platform's refusal of anything else would print the value. */
const SENDABLE = /^[\x21-\x7e]+$/;

function checkToken(given: unknown, option: string): string {
  const text = given instanceof Secret ? given.reveal() : given;
  const token = typeof text === 'string' ? text.trim() : '';
  if (token === '')
    throw new ConfigError(`${option} is empty: create an API token and pass it as text or Secret`);
  if (!SENDABLE.test(token)) {
    throw new ConfigError(`${option} holds blanks, control or non-ASCII characters: copy it again`);
  }
  return token;
}

/** The token of a client, printed by nothing. Blanks around it are trimmed. */
export class TokenSource {
  readonly #token: Secret | Extract<ApiToken, () => unknown>;
  readonly #option: string;

  /**
   * @param option name of the option, for the error
   * @throws ConfigError for a token that is empty or that no header can carry
   */
  constructor(token: ApiToken, option = 'token') {
    this.#option = option;
    this.#token = typeof token === 'function' ? token : new Secret(checkToken(token, option));
  }

  /** The token that is valid now. @throws ConfigError like the constructor; CredentialFailure when the function fails */
  async current(): Promise<string> {
    const token = this.#token;
    if (token instanceof Secret) return token.reveal();
    return checkToken(await askCredential(token, this.#option), this.#option);
  }
}

import { ConfigError } from '../../core/errors/input.ts';
import { askCredential } from '../../core/http/credential.ts';
import { Secret } from '../../core/secret.ts';

/** A TOTP code, asked for anew before each login because one code works once. */
export type TotpSource = () => string | Promise<string>;

/**
 * How a client proves who it is.
 *
 * - `password` sends name and password with each call; meant for an account without a second factor.
 * - `totp` sends name, password and a fresh code with each call.
 * - `session` logs in once (with a code if `totp` is given), uses the session key, renews it once when it is
 *   refused, and revokes it on `close()`. The best choice for anything that runs longer than a moment: every
 *   password login is an audit event and counts for the server's login protection.
 * - `session-key` uses a key from elsewhere, which cannot be renewed and is not revoked.
 *
 * Source: contract 3.1 to 3.6.
 */
export type CometAuth =
  | { readonly type: 'password'; readonly username: string; readonly password: string | Secret }
  | {
      readonly type: 'totp';
      readonly username: string;
      readonly password: string | Secret;
      readonly totp: TotpSource;
    }
  | {
      readonly type: 'session';
      readonly username: string;
      readonly password: string | Secret;
      readonly totp?: TotpSource | undefined;
    }
  | { readonly type: 'session-key'; readonly username: string; readonly sessionKey: string | Secret };

/** Form fields, or parts of header names, that prove who asks. */
export type CredentialFields = Readonly<Record<string, string>>;

/** One proof of identity. */
export interface Login {
  /** The fields for one attempt. */
  readonly fields: () => CredentialFields | Promise<CredentialFields>;
  /** What must not be quoted anywhere. */
  readonly secrets: () => readonly string[];
}

/** A login with a session key. */
export function sessionLogin(username: string, sessionKey: string | Secret): Login {
  const key = secretOf(sessionKey);
  return {
    fields: () => ({ Username: username, AuthType: 'SessionKey', SessionKey: key.reveal() }),
    secrets: () => [key.reveal()],
  };
}

/** A login with name and password, and a code where the account has a second factor. */
export function passwordLogin(username: string, password: string | Secret, totp?: TotpSource): Login {
  const held = secretOf(password);
  const base = () => ({ Username: username, Password: held.reveal() });
  if (totp === undefined) {
    return { fields: () => ({ ...base(), AuthType: 'Password' }), secrets: () => [held.reveal()] };
  }
  const codes = new FreshCodes(totp);
  return {
    fields: async () => ({ ...base(), AuthType: 'PasswordTOTP', TOTP: await codes.next() }),
    secrets: () => [held.reveal(), ...codes.used()],
  };
}

function secretOf(secret: string | Secret): Secret {
  return new Secret(secret instanceof Secret ? secret.reveal() : secret);
}

/** Refuses a code that was just used: the server would count it as a failed login. */
class FreshCodes {
  readonly #source: TotpSource;
  #last: string | undefined;

  constructor(source: TotpSource) {
    this.#source = source;
  }

  async next(): Promise<string> {
    const code = await askCredential(this.#source, 'auth.totp');
    if (code === this.#last) {
      throw new ConfigError('totp gave the same code twice. A code works once: wait for the next one', {
        code: 'TOTP_REUSED',
      });
    }
    this.#last = code;
    return code;
  }

  used(): string[] {
    return this.#last === undefined ? [] : [this.#last];
  }
}

const TYPES: readonly string[] = ['password', 'totp', 'session', 'session-key'] satisfies CometAuth['type'][];

/** @throws ConfigError when the option is of no known type or a part of it is missing */
export function checkAuth(auth: CometAuth): void {
  if (!TYPES.includes(auth.type)) throw new ConfigError(`auth.type must be one of ${TYPES.join(', ')}`);
  if (typeof auth.username !== 'string' || auth.username === '') {
    throw new ConfigError('auth.username must be the name of an account');
  }
  const secret = auth.type === 'session-key' ? auth.sessionKey : auth.password;
  if (!(secret instanceof Secret) && (typeof secret !== 'string' || secret === '')) {
    throw new ConfigError(`auth of type ${auth.type} needs its password or key, as text or Secret`);
  }
  const totp = auth.type === 'totp' || auth.type === 'session' ? auth.totp : undefined;
  if (typeof totp !== 'function' && (auth.type === 'totp' || totp !== undefined)) {
    throw new ConfigError('auth.totp must be a function that gives a fresh code');
  }
}

import { ConfigError } from '../../../core/errors/input.ts';
import { askCredential } from '../../../core/http/credential.ts';
import { Secret } from '../../../core/secret.ts';

/** A secret, or a function that gives the one that is valid now: it is asked before every attempt. */
export type SecretSource = string | (() => string | Promise<string>);

/** Token authentication, the vendor's current way. */
export interface TokenAuth {
  /** API token of the site's token page. Blanks around it are trimmed. */
  readonly token: SecretSource;
  /** Address of the account, which some token clients send along. The vendor does not ask for it. */
  readonly email?: string | undefined;
  /** Where the token travels. Default `header` (Bearer); `body` only where a proxy strips the header. */
  readonly tokenIn?: 'header' | 'body' | undefined;
  readonly legacyPasswordAuth?: undefined;
}

/**
 * Password authentication: refused for accounts with a second factor, and gone from the vendor's newer
 * documentation. It has to be asked for by name.
 */
export interface LegacyPasswordAuth {
  readonly legacyPasswordAuth: true;
  readonly email: string;
  readonly password: SecretSource;
  readonly token?: undefined;
}

/** How a client logs in. */
export type PortalAuth = TokenAuth | LegacyPasswordAuth;

/** What authentication adds to one request. */
export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
  /** Values that no error may show. */
  readonly secrets: readonly string[];
}

export const ANONYMOUS: Authorization = { headers: {}, form: {}, secrets: [] };

/** What may stand in a header without being refused by the platform, whose message would print the value. */
const TOKEN = /^[\x21-\x7e]+$/;

function checkToken(text: unknown): string {
  const token = typeof text === 'string' ? text.trim() : '';
  if (token === '')
    throw new ConfigError('token is empty: create one on the portal under /manage_api_tokens');
  if (!TOKEN.test(token)) {
    throw new ConfigError(
      'token holds blanks, control or non-ASCII characters: copy it again, without a line break',
    );
  }
  return token;
}

function checkPassword(text: unknown): string {
  if (typeof text !== 'string' || text === '') throw new ConfigError('password is empty');
  return text;
}

/** What callers without types may mix up. */
function checkAuth({ token, legacyPasswordAuth, ...rest }: PortalAuth): void {
  const tokenIn: unknown = 'tokenIn' in rest ? rest.tokenIn : undefined;
  if (legacyPasswordAuth === true && token !== undefined) {
    throw new ConfigError('token and legacyPasswordAuth exclude each other');
  }
  if (legacyPasswordAuth !== true && 'password' in rest) {
    throw new ConfigError(
      'a password is the legacy login: ask for it with legacyPasswordAuth: true, or use a token',
    );
  }
  if (tokenIn !== undefined && tokenIn !== 'header' && tokenIn !== 'body') {
    throw new ConfigError('tokenIn must be header or body');
  }
}

/** The credentials of a client. They are printed by nothing. */
export class Credentials {
  readonly #secret: Secret | (() => string | Promise<string>);
  readonly #option: string;
  readonly #check: (text: unknown) => string;
  readonly #spell: (secret: string) => Omit<Authorization, 'secrets'>;

  /** @throws ConfigError for an empty or malformed secret, or a contradiction */
  constructor(auth: PortalAuth) {
    checkAuth(auth);
    const isPassword = auth.legacyPasswordAuth === true;
    const source = isPassword ? auth.password : auth.token;
    this.#option = isPassword ? 'password' : 'token';
    this.#check = isPassword ? checkPassword : checkToken;
    this.#spell = isPassword ? passwordSpelling(auth) : tokenSpelling(auth);
    this.#secret = typeof source === 'function' ? source : new Secret(this.#check(source));
  }

  /**
   * The authorization of one attempt.
   *
   * @throws ConfigError when the function gives no usable secret; CredentialFailure when it fails
   */
  async authorize(): Promise<Authorization> {
    const secret = await this.#current();
    return { ...this.#spell(secret), secrets: [secret] };
  }

  async #current(): Promise<string> {
    const source = this.#secret;
    if (source instanceof Secret) return source.reveal();
    return this.#check(await askCredential(source, this.#option));
  }
}

function tokenSpelling({ email, tokenIn = 'header' }: TokenAuth) {
  const form = { auth_type: 'token', ...(email === undefined ? {} : { email }) };
  return (token: string): Omit<Authorization, 'secrets'> =>
    tokenIn === 'body'
      ? { headers: {}, form: { ...form, token } }
      : { headers: { authorization: `Bearer ${token}` }, form };
}

function passwordSpelling({ email }: LegacyPasswordAuth) {
  if (email === undefined || email.trim() === '') throw new ConfigError('email is needed beside a password');
  return (password: string): Omit<Authorization, 'secrets'> => ({
    headers: {},
    form: { auth_type: 'password', email: email.trim(), password },
  });
}

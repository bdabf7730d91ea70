import { ApiError } from '../../core/errors/api.ts';
import { ConfigError } from '../../core/errors/input.ts';
import { type CallOptions, checkCallOptions } from '../../core/http/call.ts';
import { sharedDeadline, untilCutOff } from '../../core/http/deadline.ts';
import { parseBaseUrl } from '../../core/http/url.ts';
import { checkAuth, type Login, passwordLogin, sessionLogin } from './auth.ts';
import { AuthCircuit } from './circuit.ts';
import { AdminAccountSessionRevoke, AdminAccountSessionStart } from './generated/operations/account.ts';
import type { SessionKeyRegeneratedResponse } from './generated/types/account.ts';
import type { CometAPIResponseMessage } from './generated/types/common.ts';
import { jsonReader } from './json-answer.ts';
import type { Caller, EncodedParams, Operation, OperationFacts, Reader } from './operation.ts';
import type { CometOptions } from './options.ts';
import { Sender } from './sender.ts';
import { SessionKeeper, type StartSession } from './session.ts';

const CLOSE_STEP_MS = 5000;

/** How accounts of a kind start and end their sessions. */
interface SessionOperations {
  readonly start: OperationFacts<SessionKeyRegeneratedResponse>;
  readonly revoke: OperationFacts<CometAPIResponseMessage>;
}

const ADMIN_SESSIONS: SessionOperations = {
  start: AdminAccountSessionStart,
  revoke: AdminAccountSessionRevoke,
};

/** What other clients of this room vary. */
export interface ConnectionParts {
  readonly sessions: SessionOperations;
  /** Starts sessions in place of the `auth` option. */
  readonly startSession?: StartSession;
}

/**
 * A connection to one Comet Server that calls operations passed as values. It carries no operation but those of
 * its own login, which keeps bundles small; `CometAdminClient` adds all of them as methods.
 *
 * @example
 * const connection = new CometConnection({ baseUrl, auth: { type: 'session', username, password } });
 * const users = await connection.call(AdminListUsers, {});
 * await connection.close();
 */
export class CometConnection implements Caller {
  /** The address of the server, with its sub-path and one slash at the end. */
  readonly baseUrl: string;
  /** The name of the account that is logged in; undefined without a login. */
  readonly username: string | undefined;
  readonly #sender: Sender;
  readonly #circuit: AuthCircuit;
  readonly #options: CometOptions;
  readonly #sessions: SessionOperations;
  /** The login of calls; with sessions, the one that starts them. */
  readonly #login: Login | undefined;
  readonly #keeper: SessionKeeper | undefined;
  #closing: Promise<void> | undefined;

  /** @throws ConfigError for a wrong address or an incomplete login */
  constructor(options: CometOptions, parts: ConnectionParts = { sessions: ADMIN_SESSIONS }) {
    const { auth, now = Date.now, authCooldown } = options;
    this.#sender = new Sender(options);
    this.baseUrl = parseBaseUrl(options.baseUrl).href;
    this.username = auth?.username;
    this.#circuit = new AuthCircuit(now, authCooldown);
    this.#options = options;
    this.#sessions = parts.sessions;
    if (auth !== undefined) {
      checkAuth(auth);
      this.#login = loginOf(auth);
    }
    const start: StartSession | undefined =
      auth?.type === 'session' ? (cut) => this.#startSession(auth.username, cut) : undefined;
    const startSession = parts.startSession ?? start;
    if (startSession !== undefined) {
      const { name } = parts.sessions.start;
      this.#keeper = new SessionKeeper((cut) => this.#guarded(name, () => startSession(cut)));
    }
  }

  /**
   * Calls an operation and gives back its checked answer.
   *
   * @throws InvalidInputError before anything is sent; ApiError and its kinds when the server refuses;
   * UnexpectedResponseError for an answer of another shape; TransportError and its kinds
   */
  call<P extends object, R>(
    operation: Operation<P, R>,
    params: NoInfer<P>,
    options: CallOptions = {},
  ): Promise<R> {
    return this.#run(operation, params, operation.reader ?? jsonReader(operation), options);
  }

  /** Calls an operation and reads its answer in another way than its own. */
  read<P extends object, R>(
    operation: Operation<P, unknown>,
    params: NoInfer<P>,
    reader: Reader<R>,
    options: CallOptions = {},
  ): Promise<R> {
    return this.#run(operation, params, reader, options);
  }

  /**
   * Proves who asks in another way than by a call, such as in the first frames of the event stream. The rules of
   * calls hold: a session is shared, and replaced once when it is refused; nothing is sent with a password that
   * was refused before.
   *
   * @param use sends the login; throws `AuthenticationError` when the server refuses it
   * @throws ConfigError without a login; AuthenticationError; what starting a session and `use` throw
   */
  async withLogin<T>(
    operation: string,
    use: (login: Login) => Promise<T>,
    options: CallOptions = {},
  ): Promise<T> {
    this.#assertOpen(operation);
    checkCallOptions(options);
    const [keeper, login] = [this.#keeper, this.#login];
    // A new session that is refused says nothing against the password that has just started it.
    if (keeper !== undefined) return this.#inSession(keeper, operation, use, options);
    if (login === undefined) throw new ConfigError(`${operation} needs a login. Pass the option auth`);
    return this.#guarded(operation, () => use(login));
  }

  /**
   * Revokes the session that this connection started, if any. Calls after it are refused with a `ConfigError`, and so
   * are those that wait for a session; a call that has left gets its answer. Closing again is the same closing.
   *
   * A session start that is on its way is awaited, so that its session can be revoked, and given up after `timeout`.
   * A session that the server made without an answer lives on until it expires there, half an hour by default.
   *
   * @param options `timeout`: longest time of either step, the wait for a start and the revoking, in milliseconds.
   * Default 5000
   * @throws TimeoutError, TransportError, ApiError when a session may be left that was not revoked
   */
  async close(options: Pick<CallOptions, 'timeout'> = {}): Promise<void> {
    checkCallOptions(options);
    this.#closing ??= this.#end(options.timeout ?? CLOSE_STEP_MS);
    await this.#closing;
  }

  async #end(timeout: number): Promise<void> {
    const { start, revoke } = this.#sessions;
    const login = await this.#keeper?.surrender(closedError(start.name), timeout);
    if (login === undefined) return;
    try {
      await this.#sender.send(revoke, new Map(), jsonReader(revoke), { timeout }, login);
    } catch (error) {
      // A session that the server does not know any more needs no revoking.
      if (!isLoginRefusal(error)) throw error;
    }
  }

  async #run<R>(
    operation: OperationFacts<unknown>,
    params: object,
    reader: Reader<R>,
    options: CallOptions,
  ): Promise<R> {
    this.#assertOpen(operation.name);
    checkCallOptions(options);
    const encoded = this.#sender.encode(operation, params);
    if (operation.auth === 'none') return this.#sender.send(operation, encoded, reader, options, undefined);
    return this.#guarded(operation.name, () => this.#sendWithLogin(operation, encoded, reader, options));
  }

  /**
   * Does what needs the credentials, unless they were refused. Session starts ask too: calls that were under way
   * when a session ended come to theirs one after the other, maybe after a refusal or after `close()`.
   */
  async #guarded<T>(operation: string, work: () => Promise<T>): Promise<T> {
    this.#assertOpen(operation);
    this.#circuit.assertClosed(operation);
    try {
      return await work();
    } catch (error) {
      this.#circuit.notice(error);
      throw error;
    }
  }

  #assertOpen(operation: string): void {
    if (this.#closing !== undefined) throw closedError(operation);
  }

  async #sendWithLogin<R>(
    operation: OperationFacts<unknown>,
    params: EncodedParams,
    reader: Reader<R>,
    options: CallOptions,
  ): Promise<R> {
    const send = (login: Login | undefined, left: CallOptions) =>
      this.#sender.send(operation, params, reader, left, login);
    const keeper = this.#keeper;
    if (keeper === undefined || takesSessionKey(operation)) return send(this.#plainLogin(operation), options);
    return this.#inSession(keeper, operation.name, send, options);
  }

  /** Uses the session, and once more a new one when the first was refused (contract 3.6). */
  async #inSession<R>(
    keeper: SessionKeeper,
    operation: string,
    use: (login: Login, left: CallOptions) => Promise<R>,
    options: CallOptions,
  ): Promise<R> {
    const left = sharedDeadline(operation, options, this.#options.now);
    const login = await untilCutOff(() => keeper.current(), operation, left());
    try {
      return await use(login, left());
    } catch (error) {
      if (!isLoginRefusal(error)) throw error;
      const fresh = await untilCutOff(() => keeper.replace(login), operation, left());
      return use(fresh, left());
    }
  }

  /** The login of a call without a session. */
  #plainLogin(operation: OperationFacts<unknown>): Login | undefined {
    const { name, auth } = operation;
    const byKey = this.#login === undefined || this.#options.auth?.type === 'session-key';
    if (byKey && takesSessionKey(operation)) {
      throw new ConfigError(`${name} takes a session key as its parameter, so it needs a login by password`);
    }
    if (this.#login === undefined && auth !== 'optional') {
      throw new ConfigError(`${name} needs a login. Pass the option auth`);
    }
    return this.#login;
  }

  async #startSession(username: string, options: CallOptions): Promise<Login> {
    const { start } = this.#sessions;
    const params = this.#sender.encode(start, {});
    const { SessionKey } = await this.#sender.send(start, params, jsonReader(start), options, this.#login);
    return sessionLogin(username, SessionKey);
  }
}

function closedError(operation: string): ConfigError {
  return new ConfigError(`${operation}: the client is closed. Create a new one`);
}

function loginOf(auth: Exclude<CometOptions['auth'], undefined>): Login {
  if (auth.type === 'session-key') return sessionLogin(auth.username, auth.sessionKey);
  return passwordLogin(auth.username, auth.password, auth.type === 'password' ? undefined : auth.totp);
}

/** Its parameter has the name of the login field, so the form has no room for both (contract 3.6). */
function takesSessionKey({ params }: OperationFacts<unknown>): boolean {
  return Object.hasOwn(params, 'SessionKey');
}

/** Whether the server refused the session, by HTTP status or in the body. */
function isLoginRefusal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const status = error.details['Status'] ?? error.status;
  return (status === 401 || status === 403) && error.code !== 'SECOND_FACTOR_REQUIRED';
}

import { ApiError } from '../../core/errors/api.ts';
import { ConfigError } from '../../core/errors/input.ts';
import { AbortedError } from '../../core/errors/transport.ts';
import type { Answer } from '../../core/http/answer.ts';
import { Cutoff } from '../../core/http/cutoff.ts';
import { emit } from '../../core/http/events.ts';
import { type CallOptions, Transport } from '../../core/http/transport.ts';
import { parseBaseUrl } from '../../core/http/url.ts';
import { quote } from '../../core/secret.ts';
import { checkAuth, type Login, passwordLogin, sessionLogin } from './auth.ts';
import { AuthCircuit } from './circuit.ts';
import { sharedDeadline } from './deadline.ts';
import { buildForm, encodeParams } from './form.ts';
import { AdminAccountSessionRevoke, AdminAccountSessionStart } from './generated/operations/account.ts';
import type { SessionKeyRegeneratedResponse } from './generated/types/account.ts';
import type { CometAPIResponseMessage } from './generated/types/common.ts';
import { jsonReader } from './json-answer.ts';
import type { Caller, EncodedParams, Operation, OperationFacts, Reader } from './operation.ts';
import type { CometOptions } from './options.ts';
import { asksForFactor, refusalError } from './refusal.ts';
import { secretValues } from './secrets.ts';
import { SessionKeeper, type StartSession } from './session.ts';
import { VENDOR } from './vendor.ts';

/** How an account of some kind starts and ends its sessions. */
export interface SessionOperations {
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

const DEFAULT_TIMEOUT_MS = 60_000;

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
  readonly #options: CometOptions;
  readonly #transport: Transport;
  readonly #circuit: AuthCircuit;
  readonly #selfAddress: string;
  readonly #sessions: SessionOperations;
  /** The login of calls; with sessions, the one that starts them. */
  readonly #login: Login | undefined;
  readonly #keeper: SessionKeeper | undefined;
  #closed = false;

  /** @throws ConfigError for a wrong address or an incomplete login */
  constructor(options: CometOptions, parts: ConnectionParts = { sessions: ADMIN_SESSIONS }) {
    const baseUrl = parseBaseUrl(options.baseUrl);
    this.#options = options;
    this.#sessions = parts.sessions;
    this.#selfAddress = options.selfAddress ?? baseUrl.href;
    this.#transport = new Transport({ ...options, vendor: VENDOR, baseUrl });
    this.#circuit = new AuthCircuit(options.now ?? Date.now, options.authCooldown);
    const { auth } = options;
    if (auth !== undefined) checkAuth(auth);
    if (auth?.type === 'session-key') this.#login = sessionLogin(auth.username, auth.sessionKey);
    else if (auth !== undefined) this.#login = passwordLogin(auth.username, auth.password, totpOf(auth));
    if (parts.startSession !== undefined) this.#keeper = new SessionKeeper(parts.startSession);
    else if (auth?.type === 'session') {
      this.#keeper = new SessionKeeper(() => this.#startSession(auth.username));
    }
    if (baseUrl.insecure) this.#warnInsecure();
  }

  /**
   * Calls an operation and gives back its checked answer.
   *
   * @throws InvalidInputError before anything is sent; ApiError and its kinds when the server refuses;
   * UnexpectedResponseError for an answer of another shape; TransportError and its kinds
   */
  call<P extends object, R>(operation: Operation<P, R>, params: P, options: CallOptions = {}): Promise<R> {
    return this.#run(operation, params, operation.reader ?? jsonReader(operation), options);
  }

  /** Calls an operation and reads its answer in another way than its own, such as `readStream`. */
  read<P extends object, R>(
    operation: Operation<P, unknown>,
    params: P,
    reader: Reader<R>,
    options: CallOptions = {},
  ): Promise<R> {
    return this.#run(operation, params, reader, options);
  }

  /** Revokes the session that this connection started, if any. Calls after it are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    const login = await this.#keeper?.surrender();
    if (login === undefined) return;
    const { revoke } = this.#sessions;
    await this.#send(revoke, new Map(), jsonReader(revoke), {}, login);
  }

  async #run<P extends object, R>(
    operation: Operation<P, unknown>,
    params: P,
    reader: Reader<R>,
    options: CallOptions,
  ): Promise<R> {
    if (this.#closed) throw new ConfigError(`${operation.name}: the client is closed. Create a new one`);
    const encoded = encodeParams(operation, params, this.#selfAddress);
    if (operation.auth === 'none') return this.#send(operation, encoded, reader, options, undefined);
    this.#circuit.assertClosed(operation.name);
    try {
      return await this.#authorised(operation, encoded, reader, options);
    } catch (error) {
      this.#circuit.notice(error);
      throw error;
    }
  }

  /** Sends a call with the login, and once more with a new session when the first was refused (contract 3.6). */
  async #authorised<R>(
    operation: OperationFacts<unknown>,
    encoded: EncodedParams,
    reader: Reader<R>,
    options: CallOptions,
  ): Promise<R> {
    const keeper = encoded.has('SessionKey') ? undefined : this.#keeper;
    if (keeper === undefined)
      return this.#send(operation, encoded, reader, options, this.#plainLogin(operation));
    const left = sharedDeadline(options, this.#options.now ?? Date.now);
    const login = await untilAborted(keeper.current(), operation.name, options);
    try {
      return await this.#send(operation, encoded, reader, left(), login);
    } catch (error) {
      if (!isLoginRefusal(error)) throw error;
      const fresh = await untilAborted(keeper.replace(login), operation.name, left());
      return this.#send(operation, encoded, reader, left(), fresh);
    }
  }

  /** The login of a call without sessions. */
  #plainLogin({ name, auth, params }: OperationFacts<unknown>): Login | undefined {
    const keyIsParam = Object.hasOwn(params, 'SessionKey');
    if (keyIsParam && (this.#login === undefined || this.#options.auth?.type === 'session-key')) {
      throw new ConfigError(`${name} takes a session key as a parameter, so it needs a login by password`);
    }
    if (this.#login === undefined && auth !== 'optional') {
      throw new ConfigError(`${name} needs a login: pass the option auth`);
    }
    return this.#login;
  }

  #send<R>(
    operation: OperationFacts<unknown>,
    encoded: EncodedParams,
    reader: Reader<R>,
    options: CallOptions,
    login: Login | undefined,
  ): Promise<R> {
    const { name, path, method, build = buildForm, loginOnly = false, since, read, maxRetries } = operation;
    const clean = (text: string) => quote(text, [...(login?.secrets ?? []), ...secretValues(encoded)]);
    const refusal = (answer: Answer, body: string) =>
      refusalError({ operation: name, loginOnly, since, quote: clean }, answer, body);
    const timeoutMs = this.#options.timeout ?? operation.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const context = { idleMs: options.timeout ?? timeoutMs, refusal, quote: clean };
    return this.#transport.send<R>(
      {
        operation: name,
        safety: read ? 'read' : 'write',
        timeoutMs,
        maxRetries,
        request: async () => {
          const headers = this.#headers();
          if (method === 'GET') return { method, path, headers };
          return build(path, encoded, (await login?.fields()) ?? {}, headers);
        },
        read: async (answer) => {
          if (asksForFactor(answer)) throw refusal(answer, await answer.text());
          return reader(answer, context);
        },
      },
      options,
    );
  }

  async #startSession(username: string): Promise<Login> {
    const { start } = this.#sessions;
    const encoded = encodeParams(start, {}, this.#selfAddress);
    const { SessionKey } = await this.#send(start, encoded, jsonReader(start), {}, this.#login);
    return sessionLogin(username, SessionKey);
  }

  #headers(): Record<string, string> {
    const { acceptLanguage } = this.#options;
    return acceptLanguage === undefined ? {} : { 'Accept-Language': acceptLanguage };
  }

  #warnInsecure(): void {
    const message = 'Passwords and session keys travel over plain http; use https';
    emit(this.#options.onEvent, { type: 'warning', vendor: VENDOR, code: 'INSECURE_HTTP', message });
  }
}

function totpOf(auth: Exclude<CometOptions['auth'], undefined>) {
  return auth.type === 'totp' || auth.type === 'session' ? auth.totp : undefined;
}

/** Whether the server refused the session, by HTTP status or in the body. */
function isLoginRefusal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const status = error.details['Status'] ?? error.status;
  return (status === 401 || status === 403) && error.code !== 'SECOND_FACTOR_REQUIRED';
}

/** A shared login goes on for the others when one caller aborts. */
async function untilAborted<T>(
  shared: Promise<T>,
  operation: string,
  { signal, deadline = Number.POSITIVE_INFINITY }: CallOptions,
): Promise<T> {
  const cutoff = new Cutoff(signal, deadline);
  try {
    return await cutoff.race(shared);
  } catch (error) {
    if (cutoff.reason === undefined) throw error;
    throw new AbortedError({ operation, attempts: 0, outcomeUnknown: false, cause: cutoff.signal.reason });
  } finally {
    cutoff.release();
  }
}

import { jsonAnswer, textAnswer } from '../api/answers.ts';
import { FakeApiBase, type FakeApiOptions, type Vendor } from '../api/fake-api.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { allows, permissionsOf } from './auth.ts';
import { type PortalEndpoint, PortalRefusal } from './endpoint.ts';
import { PORTAL_ENDPOINTS } from './endpoints.ts';
import { type PortalSeed, PortalState } from './state.ts';

/** Options of `FakeCometPortal`. */
export interface FakeCometPortalOptions extends FakeApiOptions, PortalSeed {
  /** How refusals are written: plain text (older calls) or the JSON envelope. Default `text`. */
  readonly errorForm?: 'text' | 'envelope';
}

const BY_PATH: ReadonlyMap<string, PortalEndpoint> = new Map(
  PORTAL_ENDPOINTS.map((endpoint) => [endpoint.path, endpoint]),
);

const SECRETS = {
  fields: new Set(['token', 'apitoken', 'authtoken', 'password', 'serial', 'serial_number']),
  headers: new Set(['authorization']),
};

/**
 * The Comet Account Portal in memory: both reports, licences and hosted servers.
 *
 * Without `tokens` there is one, `fake-portal-token`, that may do everything.
 */
export class FakeCometPortal extends FakeApiBase {
  /** What the portal knows; seed, read and change it. */
  readonly state: PortalState;
  protected readonly vendor: Vendor;
  readonly #errorForm: 'text' | 'envelope';

  constructor(options: FakeCometPortalOptions = {}) {
    super(options);
    this.state = new PortalState(options);
    this.#errorForm = options.errorForm ?? 'text';
    this.vendor = {
      operations: PORTAL_ENDPOINTS.map(({ name }) => name),
      secrets: SECRETS,
      operationOf: (path) => BY_PATH.get(path)?.name,
      answer: (request) => this.#answer(request),
      envelopedError: (code, message) => jsonAnswer({ status: 'error', code, message }),
    };
  }

  #answer(request: ReceivedRequest): Response {
    const endpoint = BY_PATH.get(request.path);
    if (endpoint === undefined) return textAnswer('Not Found', 404);
    if (request.method !== (endpoint.method ?? 'POST')) return textAnswer('Method Not Allowed', 405);
    try {
      return this.#run(endpoint, request);
    } catch (error) {
      if (!(error instanceof PortalRefusal)) throw error;
      const { status, message } = error;
      return this.#errorForm === 'text'
        ? textAnswer(message, status)
        : jsonAnswer({ status: 'error', code: status, message }, status);
    }
  }

  #run({ action, method, run }: PortalEndpoint, request: ReceivedRequest): Response {
    if (method !== 'GET' && request.encoding !== 'form' && request.encoding !== 'none') {
      throw new PortalRefusal(400, 'The request must be application/x-www-form-urlencoded');
    }
    if (action !== undefined) {
      const permissions = permissionsOf(request, this.state);
      if (permissions === undefined) throw new PortalRefusal(403, 'Invalid credentials');
      if (!allows(permissions, action)) throw new PortalRefusal(403, 'Not allowed');
    }
    return run({ state: this.state, form: request.form, random: this.random });
  }
}

import { ConcurrencyError } from '../../core/errors/engine.ts';
import { ConfigError, InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { CallOptions } from '../../core/http/call.ts';
import { type Clock, systemClock } from '../../core/time.ts';
import type { Caller } from '../operation.ts';
import { systemRandom } from '../random-hex.ts';
import { hasCode } from './error-facts.ts';
import { OrganizationOrder } from './order.ts';
import type { EnsuredOrganization, OrganizationClient } from './results.ts';
import type { ManagedOrganizationRecord, ManagedOrganizationStore } from './store.ts';

/** How to obtain managed organizations. */
export interface ManagedOrganizationsOptions {
  /** A client of the core API, with the scopes `organizations:read` and `managed_organizations`. */
  readonly katapult: Caller;
  /** Where it is kept which client has which organization. */
  readonly store: ManagedOrganizationStore;
  /** First part of the key of the annotation `<namespace>.client`. Default `reseller-sdk`. */
  readonly namespace?: string | undefined;
  /**
   * The organization that manages the others: an id if it begins with `org_`, a sub domain otherwise. Left out or
   * empty: the only organization in the token's sight that nobody manages.
   */
  readonly parent?: string | undefined;
  /** Default: the clock of the machine, which must not be more than two minutes ahead of the API's. */
  readonly clock?: Clock | undefined;
  /** From 0 up to 1; chooses sub domains. Default: the random numbers of WebCrypto. */
  readonly random?: (() => number) | undefined;
}

const NAMESPACE = 'reseller-sdk';
const MAX_RELOADS = 10;

/**
 * The managed organization of each client: one per client, found or created, never doubled and never deleted.
 * The sub domain is stored before it is asked for and asked for again after a crash, and the API gives a sub domain
 * once: so parallel orders of one client and orders that end anywhere make one organization.
 *
 * Source: contract katapult 10.2, D35.
 */
export class ManagedOrganizations {
  readonly #options: ManagedOrganizationsOptions;

  /** @throws ConfigError when the namespace is empty */
  constructor(options: ManagedOrganizationsOptions) {
    if (options.namespace === '') throw new ConfigError('namespace must not be empty');
    this.#options = options;
  }

  /**
   * The organization of a client: the stored one, else the one that an earlier order made, else a new one. It may
   * be called again whatever happened before.
   *
   * @throws InvalidInputError when the client has no id or no name
   * @throws ConfigError when no parent is set and the token sees none or several; it lists them
   * @throws ConflictError `AMBIGUOUS_ORGANIZATION` when several organizations carry the client's annotation
   * @throws ConflictError `SECOND_ORGANIZATION` when the store got another organization meanwhile
   * @throws ConcurrencyError `VERSION_CONFLICT` when others save the client's record again and again
   * @throws ApiError, TransportError, UnexpectedResponseError of the calls
   */
  async ensure(client: OrganizationClient, options?: CallOptions): Promise<EnsuredOrganization> {
    assertClient(client);
    const { katapult, store, namespace = NAMESPACE, parent = '' } = this.#options;
    const { clock = systemClock, random = systemRandom } = this.#options;
    const order = new OrganizationOrder({
      caller: katapult,
      store,
      namespace,
      parent,
      clock,
      random,
      client,
      options,
    });
    for (let reloads = 0; reloads < MAX_RELOADS; reloads += 1) {
      const record = await store.load(client.id);
      if (record?.organizationId) return { how: 'stored', organizationId: record.organizationId };
      try {
        return await order.obtain(record ?? unknownYet(client.id));
      } catch (error) {
        if (!hasCode(error, 'VERSION_CONFLICT')) throw error;
      }
    }
    throw new ConcurrencyError(
      `The record of client ${client.id} was saved by others ${MAX_RELOADS} times. Try again`,
      'VERSION_CONFLICT',
    );
  }
}

function unknownYet(clientId: string): ManagedOrganizationRecord {
  return { clientId, organizationId: null, claim: null, version: 0 };
}

/** @throws InvalidInputError that lists what is missing */
function assertClient(client: OrganizationClient): void {
  const issues: Issue[] = [];
  for (const path of ['id', 'name'] as const) {
    const value: unknown = client[path];
    if (typeof value !== 'string' || value.trim() === '') issues.push({ path, message: 'must be a text' });
  }
  if (issues.length > 0) throw new InvalidInputError('client', issues);
}

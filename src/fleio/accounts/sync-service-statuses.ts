import { AbortedError } from '../../core/errors/transport.ts';
import type { Rows } from '../../invoice-policy/index.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { servicesList } from '../operations/services.ts';
import type { ServiceRecord } from '../types/services.ts';
import { localStatus } from './local-status.ts';
import { findService } from './service-change.ts';
import type { ServiceRef } from './service-ref.ts';

/** The statuses that Fleio's are mirrored to. */
export type MirroredStatus = 'active' | 'suspended' | 'terminated';

/** The services of the billing system, found by both of their external ids. */
export interface ServiceStatusRepository {
  /** Status of the one service that has this id and belongs to this client; null: there is none. */
  statusOf(ref: ServiceRef): Promise<string | null>;
  /** Sets it, if it still has the status `from`. False: it has not, and nothing was changed. */
  setStatus(ref: ServiceRef, from: string, to: MirroredStatus): Promise<boolean>;
  /** All suspended services. They may change while the list is read. */
  listSuspended(): Rows<ServiceRef>;
}

/** A service whose status was changed in the billing system. */
export interface MirroredService extends ServiceRef {
  readonly to: MirroredStatus;
}

/** What could not be mirrored: one service, or a whole list when `ref` is null. */
export interface MirrorFailure {
  readonly ref: ServiceRef | null;
  readonly error: unknown;
}

/** What a sync of statuses did. */
export interface StatusSync {
  readonly changed: readonly MirroredService[];
  readonly failures: readonly MirrorFailure[];
}

/** The local statuses that each one may replace: what is closed locally is never opened again. */
const REPLACES: Readonly<Record<MirroredStatus, readonly string[]>> = {
  suspended: ['active'],
  terminated: ['active', 'suspended'],
  active: ['suspended'],
};

/** One pass over all statuses (contract fleio 6.5). */
export class StatusMirror {
  readonly #fleio: Caller;
  readonly #services: ServiceStatusRepository;
  readonly #options: CallOptions | undefined;
  readonly #changed: MirroredService[] = [];
  readonly #failures: MirrorFailure[] = [];
  /** Those that Fleio just said are suspended or terminated. */
  readonly #seen = new Set<string>();

  constructor(fleio: Caller, services: ServiceStatusRepository, options?: CallOptions) {
    this.#fleio = fleio;
    this.#services = services;
    this.#options = options;
  }

  async run(): Promise<StatusSync> {
    await this.#mirrorList('suspended');
    await this.#mirrorList('terminated');
    await this.#isolated(null, async () => {
      for await (const ref of this.#services.listSuspended()) {
        if (!this.#seen.has(keyOf(ref))) await this.#isolated(ref, () => this.#mirror(ref, 'active'));
      }
    });
    return { changed: this.#changed, failures: this.#failures };
  }

  async #mirrorList(status: 'suspended' | 'terminated'): Promise<void> {
    const filtering = { product__product_type: 'openstack', status };
    await this.#isolated(null, async () => {
      for await (const service of this.#fleio.iterate(servicesList, { filtering }, this.#options)) {
        const ref = refOf(service);
        if (ref === null) continue;
        this.#seen.add(keyOf(ref));
        await this.#isolated(ref, () => this.#mirror(ref, status));
      }
    });
  }

  /**
   * Before a status changes, Fleio is asked for the one service of both external ids: a list may be out of date by now,
   * and where two services claim to be the same, neither is believed.
   */
  async #mirror(ref: ServiceRef, to: MirroredStatus): Promise<void> {
    const from = await this.#services.statusOf(ref);
    if (from === null || !REPLACES[to].includes(localStatus(from))) return;
    const { status } = await findService(this.#fleio, ref, this.#options);
    if (status !== to) return;
    if (await this.#services.setStatus(ref, from, to)) this.#changed.push({ ...ref, to });
  }

  async #isolated(ref: ServiceRef | null, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof AbortedError) throw error;
      this.#failures.push({ ref, error });
    }
  }
}

/** Null: it is linked to no service, or to no client, of the billing system. */
function refOf({ external_billing_id: serviceId, client }: ServiceRecord): ServiceRef | null {
  const externalId = client?.external_billing_id;
  if (serviceId === null || serviceId === undefined || serviceId === '' || !externalId) return null;
  return { externalId, serviceId: String(serviceId) };
}

function keyOf({ externalId, serviceId }: ServiceRef): string {
  return JSON.stringify([externalId, serviceId]);
}

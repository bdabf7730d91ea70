import { ConflictError } from '../../core/errors/api.ts';
import { ConcurrencyError } from '../../core/errors/engine.ts';
import type { CallOptions } from '../../core/http/call.ts';
import type { Clock } from '../../core/time.ts';
import { managedOrganizationsCreate } from '../generated/operations/managed-organizations.ts';
import type { OrganizationLookup } from '../generated/types/lookups.ts';
import type { Caller } from '../operation.ts';
import { randomHex } from '../random-hex.ts';
import { hasCode, isAnswerLost } from './error-facts.ts';
import { type Annotation, lookUpAnnotated, lookUpClaim } from './look-up.ts';
import { detectParent, organizationLookup } from './parent.ts';
import type { EnsuredOrganization, OrganizationClient } from './results.ts';
import type { ManagedOrganizationRecord, ManagedOrganizationStore, SubDomainClaim } from './store.ts';

const MAX_POSTS = 3;
const MAX_SAVES = 10;
const SUB_DOMAIN_DIGITS = 8;
const PROBE_DIGITS = 32;
const VERSION_CONFLICT = 'VERSION_CONFLICT';

/** What one call of `ensure` works with. */
interface OrderTools {
  readonly caller: Caller;
  readonly store: ManagedOrganizationStore;
  readonly namespace: string;
  readonly parent: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly client: OrganizationClient;
  readonly options: CallOptions | undefined;
}

interface ClaimedRecord extends ManagedOrganizationRecord {
  readonly claim: SubDomainClaim;
}

/** One attempt to obtain the organization of a client; it lives on when the record is loaded again. */
export class OrganizationOrder {
  readonly #tools: OrderTools;
  readonly #annotation: Annotation;
  /** Sub domains that belong to others, or that the API refused. */
  readonly #unusable = new Set<string>();
  #parent: OrganizationLookup | undefined;
  #posts = 0;
  /** Why the latest POST brought no organization. */
  #failure: unknown;

  constructor(tools: OrderTools) {
    this.#tools = tools;
    this.#annotation = { key: `${tools.namespace}.client`, value: tools.client.id };
  }

  /**
   * Looks for the organization and creates it where there is none. After a POST without an organization it looks
   * again, because an answer that was lost, or another order, may have made it.
   *
   * @throws ConcurrencyError `VERSION_CONFLICT` when the record is no longer the one in the store
   */
  async obtain(start: ManagedOrganizationRecord): Promise<EnsuredOrganization> {
    let record = start;
    for (;;) {
      const known = (await this.#byClaim(record)) ?? (await this.#byAnnotation(record));
      if (known !== undefined) return known;
      if (this.#posts === MAX_POSTS) throw this.#failure;
      const claimed = await this.#withClaim(record);
      const created = await this.#post(claimed.claim);
      if (created !== undefined) return this.#keep(claimed, created);
      record = claimed;
    }
  }

  async #byClaim(record: ManagedOrganizationRecord): Promise<EnsuredOrganization | undefined> {
    if (record.claim === null) return undefined;
    const { caller, options } = this.#tools;
    const claim = await lookUpClaim(caller, record.claim, options);
    if (claim.state === 'ours' && (await this.#adopt(record, claim.organizationId)))
      return { how: 'found', by: 'subDomain', organizationId: claim.organizationId };
    if (claim.state !== 'free') this.#unusable.add(record.claim.subDomain);
    return undefined;
  }

  async #byAnnotation(record: ManagedOrganizationRecord): Promise<EnsuredOrganization | undefined> {
    const { caller, random, options } = this.#tools;
    const nobodys = randomHex(PROBE_DIGITS, random);
    const parent = await this.#findParent();
    const organizationId = await lookUpAnnotated(caller, parent, this.#annotation, nobodys, options);
    if (organizationId === undefined || !(await this.#adopt(record, organizationId))) return undefined;
    return { how: 'found', by: 'annotation', organizationId };
  }

  async #findParent(): Promise<OrganizationLookup> {
    const { caller, parent, options } = this.#tools;
    this.#parent ??= parent === '' ? await detectParent(caller, options) : organizationLookup(parent);
    return this.#parent;
  }

  /** A record whose sub domain can be asked for: its own, so that whoever asks twice gets it once, or a new one. */
  async #withClaim(record: ManagedOrganizationRecord): Promise<ClaimedRecord> {
    const { clock, random } = this.#tools;
    if (record.claim !== null && !this.#unusable.has(record.claim.subDomain))
      return { ...record, claim: record.claim };
    const subDomain = randomHex(SUB_DOMAIN_DIGITS, random);
    const claim = { subDomain, storedAt: clock.now().toISOString() };
    return this.#save({ ...record, claim });
  }

  /** The new organization; undefined when the sub domain was refused or the answer was lost. */
  async #post({ subDomain }: SubDomainClaim): Promise<string | undefined> {
    const { caller, client, options } = this.#tools;
    const organization = await this.#findParent();
    const annotations = [this.#annotation];
    const params = { organization, name: client.name, sub_domain: subDomain, annotations };
    this.#posts += 1;
    try {
      return (await caller.call(managedOrganizationsCreate, params, options)).organization.id;
    } catch (error) {
      if (hasCode(error, 'validation_error')) this.#unusable.add(subDomain);
      else if (!isAnswerLost(error)) throw error;
      this.#failure = error;
      return undefined;
    }
  }

  /** Stores a new organization, which is a fact whatever became of the record meanwhile. */
  async #keep(start: ClaimedRecord, organizationId: string): Promise<EnsuredOrganization> {
    const { store, client } = this.#tools;
    const created = { how: 'created', organizationId, subDomain: start.claim.subDomain } as const;
    let record: ManagedOrganizationRecord = start;
    for (let saves = 0; saves < MAX_SAVES; saves += 1) {
      try {
        await this.#save({ ...record, organizationId });
        return created;
      } catch (error) {
        if (!hasCode(error, VERSION_CONFLICT)) throw error;
      }
      record = (await store.load(client.id)) ?? { ...start, version: 0 };
      if (record.organizationId === organizationId) return created;
      if (record.organizationId !== null) throw this.#second(organizationId, record.organizationId);
    }
    const message = `Organization ${organizationId} of client ${client.id} could not be stored: others saved the record ${MAX_SAVES} times. Try again, and it will be found`;
    throw new ConcurrencyError(message, VERSION_CONFLICT);
  }

  /** Whether a found organization could be stored: not if another client has it. */
  async #adopt(record: ManagedOrganizationRecord, organizationId: string): Promise<boolean> {
    try {
      await this.#save({ ...record, organizationId });
      return true;
    } catch (error) {
      if (hasCode(error, 'DUPLICATE_KEY')) return false;
      throw error;
    }
  }

  async #save<T extends ManagedOrganizationRecord>(record: T): Promise<T> {
    const next = { ...record, version: record.version + 1 };
    await this.#tools.store.save(next, record.version);
    return next;
  }

  #second(made: string, stored: string): ConflictError {
    return new ConflictError({
      vendor: 'katapult',
      operation: managedOrganizationsCreate.name,
      status: 201,
      code: 'SECOND_ORGANIZATION',
      details: { organizationIds: [stored, made] },
      summary: `Organization ${made} was created for client ${this.#tools.client.id}, whose record got ${stored} meanwhile`,
      hint: `Check what wrote the record, and delete the organization that is not used`,
    });
  }
}

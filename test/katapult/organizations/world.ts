import { NotFoundError, TransportError, ValidationError } from 'reseller-sdk';
import type { Caller, ListOperation, Operation } from 'reseller-sdk/katapult';
import {
  type EnsuredOrganization,
  InMemoryManagedOrganizationStore,
  type ManagedOrganizationStore,
  ManagedOrganizations,
  type ManagedOrganizationsOptions,
} from 'reseller-sdk/katapult/organizations';
import { FakeClock, seededRandom } from 'reseller-sdk/testing';
import * as z from 'zod';
import { paged } from '../../../src/core/http/paged.ts';

export const PARENT = { id: 'org_parent', name: 'Acme Hosting', sub_domain: 'acme', managed: false };
export const CLIENT = { id: 'client-7', name: 'Ada Example' };

const Annotations = z.array(z.object({ key: z.string(), value: z.string() })).optional();
const Lookup = z.union([z.strictObject({ id: z.string() }), z.strictObject({ sub_domain: z.string() })]);
const Params = z.strictObject({
  organization: Lookup.optional(),
  name: z.string().optional(),
  sub_domain: z.string().optional(),
  annotations: Annotations,
});

interface Organization {
  readonly id: string;
  readonly name: string;
  readonly sub_domain: string;
  readonly managed: boolean;
  readonly created_at?: number;
  readonly annotations?: z.infer<typeof Annotations>;
}

/** What happens around a call of the API or of the store; `run` makes it. */
type Around = (name: string, run: () => Promise<unknown>) => Promise<unknown>;

/** How the API filters a list by annotation. */
type Filter = 'exact' | 'caseless' | 'ignored';

/** Katapult's organizations, as far as they matter here: a sub domain is given once, annotations are not shown. */
export class World {
  readonly clock = new FakeClock();
  readonly store = new InMemoryManagedOrganizationStore();
  readonly organizations: Organization[] = [PARENT];
  readonly calls: { readonly name: string; readonly params: z.infer<typeof Params> }[] = [];
  filter: Filter = 'exact';
  around: Around = (_name, run) => run();
  readonly #random = seededRandom(7);

  /** Managed organizations of the parent. */
  get managed(): readonly Organization[] {
    return this.organizations.filter(({ managed }) => managed);
  }

  get posts(): readonly z.infer<typeof Params>[] {
    return this.calls
      .filter(({ name }) => name === 'managedOrganizations.create')
      .map(({ params }) => params);
  }

  seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }

  seed(organization: Partial<Organization>): void {
    const id = `org_seeded${this.organizations.length}`;
    const fresh = { id, name: 'Seeded', sub_domain: id, managed: true, created_at: this.seconds() };
    this.organizations.push({ ...fresh, ...organization });
  }

  service(options: Partial<ManagedOrganizationsOptions> = {}): ManagedOrganizations {
    return new ManagedOrganizations({
      katapult: this.caller(),
      store: this.surroundedStore(),
      clock: this.clock,
      random: this.#random,
      ...options,
    });
  }

  ensure(client = CLIENT, options: Partial<ManagedOrganizationsOptions> = {}): Promise<EnsuredOrganization> {
    return this.service(options).ensure(client);
  }

  caller(): Caller {
    const ask = async (name: string, params: object): Promise<unknown> => {
      const parsed = Params.parse(params);
      this.calls.push({ name, params: parsed });
      const answer = await this.around(name, async () => this.#answer(name, parsed));
      return answer;
    };
    return {
      call: async <P extends object, R>(operation: Operation<P, R>, params: P): Promise<R> =>
        overTheWire(await ask(operation.name, params)),
      iterate: <P extends object, R, T>(operation: ListOperation<P, R, T>, params: P) => {
        async function* pages() {
          const answer: Record<string, T[]> = overTheWire(await ask(operation.name, params));
          yield answer[operation.list] ?? [];
        }
        return paged(pages());
      },
    };
  }

  surroundedStore(): ManagedOrganizationStore {
    const { store } = this;
    const through = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
      let result: { readonly value: T } | undefined;
      await this.around(name, async () => {
        result = { value: await run() };
      });
      if (result === undefined) throw new Error(`${name} was not made`);
      return result.value;
    };
    return {
      load: (clientId) => through('load', () => store.load(clientId)),
      save: (record, expected) => through('save', () => store.save(record, expected)),
    };
  }

  #answer(name: string, params: z.infer<typeof Params>): unknown {
    if (name === 'organizations.list') return { organizations: this.organizations };
    if (name === 'organizations.get') return this.#get(params);
    if (name === 'managedOrganizations.list') return { organizations: this.#filtered(params) };
    if (name === 'managedOrganizations.create') return this.#create(params);
    throw new Error(`${name} is not played`);
  }

  #get({ organization }: z.infer<typeof Params>): unknown {
    const found = this.organizations.find(
      ({ sub_domain }) =>
        organization && 'sub_domain' in organization && sub_domain === organization.sub_domain,
    );
    if (found === undefined) throw refusal(NotFoundError, 'organizations.get', 404, 'organization_not_found');
    const { annotations: _hidden, ...organizationShown } = found;
    return { organization: organizationShown };
  }

  #filtered({ annotations: [wanted] = [] }: z.infer<typeof Params>): readonly Organization[] {
    const fold = (text?: string) => (this.filter === 'caseless' ? text?.toLowerCase() : text);
    return this.managed.filter(
      ({ annotations = [] }) =>
        this.filter === 'ignored' ||
        annotations.some(({ key, value }) => key === wanted?.key && fold(value) === fold(wanted?.value)),
    );
  }

  #create({ name = '', sub_domain = '', annotations }: z.infer<typeof Params>): unknown {
    if (this.organizations.some((organization) => organization.sub_domain === sub_domain))
      throw refusal(ValidationError, 'managedOrganizations.create', 422, 'validation_error');
    this.seed({ id: `org_made${this.organizations.length}`, name, sub_domain, annotations });
    return { organization: this.organizations.at(-1), annotations };
  }
}

function overTheWire<T>(value: unknown): T {
  return JSON.parse(JSON.stringify(value));
}

/** A refusal by the API. */
export function refusal<E>(
  Refusal: new (facts: ConstructorParameters<typeof ValidationError>[0]) => E,
  operation: string,
  status: number,
  code: string,
): E {
  return new Refusal({ vendor: 'katapult', operation, status, code });
}

/** What a client throws when the network fails after it sent a call. */
export function lost(operation: string): TransportError {
  const outcomeUnknown = operation === 'managedOrganizations.create';
  return new TransportError('the connection broke', { operation, outcomeUnknown, attempts: 1 });
}

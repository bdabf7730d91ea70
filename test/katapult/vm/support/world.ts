/**
 * A vendor that machines live at, in the shape of a `Caller`: answers hold what the driver reads and no more. Every
 * call can be made to fail before or after its work.
 */
import { type ApiError, ConflictError, NotFoundError, TransportError, ValidationError } from 'reseller-sdk';
import type { Caller, ListOperation, Operation } from 'reseller-sdk/katapult';
import type { FakeClock } from 'reseller-sdk/testing';
import { type Paged, paged } from '../../../../src/core/http/paged.ts';

export const PASSWORD = 'canary-root-password';
const KEEP_S = 48 * 3600;
const APPEARS_S = 10;
const COMPLETE_S = 20;

interface Machine {
  readonly id: string;
  readonly hostname: string;
  readonly createdAt: number;
  annotations: { readonly key: string; readonly value: string }[];
  state: string;
  password: string | null;
  ips: string[];
  policies: string[];
  disks: Map<string, string[]>;
  trash: { readonly id: string; readonly keepUntil: number } | null;
  size: { readonly cpu_cores: number; readonly memory_in_gb: number };
  package: { readonly cpu_cores: number | null; readonly memory_in_gb: number | null } | null;
}

interface Build {
  readonly id: string;
  readonly params: Params;
  readonly at: number;
  machine: Machine | undefined;
  state: string | null;
}

interface Id {
  readonly id: string;
}

/** What the calls are asked with. */
interface Params {
  readonly organization?: Id;
  readonly virtual_machine?: { readonly id?: string; readonly fqdn?: string };
  readonly virtual_machine_build?: Id;
  readonly virtual_machine_package?: { readonly permalink?: string };
  readonly trash_object?: { readonly id?: string; readonly object_id?: string };
  readonly disk_backup_policy?: Id;
  readonly disk?: Id;
  readonly task?: Id;
  readonly hostname?: string;
  readonly xml?: string;
  readonly annotations?: { readonly key: string; readonly value: string }[];
  readonly disk_template_options?: readonly object[];
}

export type Fault = 'before' | 'after' | Error | undefined;

export interface Sent {
  readonly name: string;
  readonly params: Params;
}

function facts(name: string, status: number, code: string, detail: object = {}) {
  return { vendor: 'katapult', operation: name, status, code, details: { detail }, requestId: 'request-1' };
}

export function refusalOf(name: string, status: number, code: string, detail: object = {}): ApiError {
  const of = facts(name, status, code, detail);
  if (status === 404) return new NotFoundError(of);
  return status === 422 ? new ValidationError(of) : new ConflictError(of);
}

export class World implements Caller {
  readonly sent: Sent[] = [];
  readonly machines = new Map<string, Machine>();
  readonly builds = new Map<string, Build>();
  readonly tasks = new Map<string, string>();
  readonly policiesDeleted: string[] = [];
  readonly packages = new Map([
    ['small', { id: 'vmpkg_small', cpu_cores: 1, memory_in_gb: 2 }],
    ['large', { id: 'vmpkg_large', cpu_cores: 4, memory_in_gb: 8 }],
  ]);
  /** Which call shall fail, and how. */
  fault: (name: string) => Fault = () => undefined;
  /** How tasks end. */
  taskStatus = 'completed';
  honoursFilter = true;
  keepsAnnotations = true;
  readonly #clock: FakeClock;
  #count = 0;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  posts(): Sent[] {
    return this.sent.filter(({ name }) => name.startsWith('virtualMachines.build'));
  }

  names(): string[] {
    return this.sent.map(({ name }) => name);
  }

  async call<P extends object, R>(operation: Operation<P, R>, params: P): Promise<R> {
    return (await this.#answer(operation.name, params)) as R;
  }

  iterate<P extends object, R, T>(operation: ListOperation<P, R, T>, params: P): Paged<T> {
    return paged(this.#pages<T>(operation.name, params));
  }

  async *#pages<T>(name: string, params: object): AsyncGenerator<readonly T[], void, undefined> {
    yield (await this.#answer(name, params)) as T[];
  }

  add(seed: Partial<Machine> & { readonly hostname: string }): Machine {
    const machine: Machine = {
      id: this.#id('vm'),
      createdAt: this.#now(),
      annotations: [],
      state: 'started',
      password: PASSWORD,
      ips: ['2001:db8::7', '192.0.2.7'],
      policies: [],
      disks: new Map([[this.#id('disk'), []]]),
      trash: null,
      size: { cpu_cores: 2, memory_in_gb: 4 },
      package: null,
      ...seed,
    };
    this.machines.set(machine.id, machine);
    return machine;
  }

  async #answer(name: string, params: Params): Promise<unknown> {
    this.sent.push({ name, params });
    const fault = this.fault(name);
    if (fault instanceof Error) throw fault;
    const lost = () =>
      new TransportError('the network failed', { operation: name, outcomeUnknown: true, attempts: 1 });
    if (fault === 'before') throw lost();
    this.#grow();
    const answer = structuredClone(this.#handle(name, params));
    if (fault === 'after') throw lost();
    return answer;
  }

  /** Machines appear, builds complete. */
  #grow(): void {
    for (const build of this.builds.values()) {
      const age = this.#now() - build.at;
      if (age >= APPEARS_S && build.machine === undefined && build.state === null) {
        const annotations = this.keepsAnnotations ? (build.params.annotations ?? []) : [];
        const { hostname = 'spec-host' } = build.params;
        build.machine = this.add({ hostname: hostname.toLowerCase(), annotations, state: 'stopped' });
      }
      if (age >= COMPLETE_S && build.state === null) {
        build.state = 'complete';
        if (build.machine) build.machine.state = 'started';
      }
    }
  }

  #handle(name: string, params: Params): unknown {
    switch (name) {
      case 'virtualMachines.build':
      case 'virtualMachines.buildFromSpec': {
        const build = { id: this.#id('vmbuild'), params, at: this.#now(), machine: undefined, state: null };
        this.builds.set(build.id, build);
        const hostname = (params.hostname ?? 'spec-host').toLowerCase();
        return { virtual_machine_build: { id: build.id, state: 'pending' }, hostname, annotations: [] };
      }
      case 'virtualMachineBuilds.get': {
        const build = this.builds.get(params.virtual_machine_build?.id ?? '');
        if (build === undefined) throw refusalOf(name, 404, 'build_not_found');
        const machine = build.machine && { id: build.machine.id };
        return {
          virtual_machine_build: { id: build.id, state: build.state ?? 'building', virtual_machine: machine },
        };
      }
      case 'organizations.get':
        return { organization: { id: params.organization?.id, infrastructure_domain: 'acme.example.com' } };
      case 'virtualMachines.list':
        return this.#list(params);
      case 'virtualMachines.get':
        return this.#get(name, params);
      case 'tasks.get':
        return { task: { id: params.task?.id, status: this.taskStatus } };
      case 'disks.listForVirtualMachine':
        return [...this.#machine(name, params).disks.keys()].map((id) => ({ disk: { id } }));
      case 'diskBackupPolicies.listForVirtualMachine':
        return this.#machine(name, params).policies.map((id) => ({ id }));
      case 'diskBackupPolicies.listForDisk':
        return this.#disk(name, params.disk?.id).map((id) => ({ id }));
      case 'diskBackupPolicies.remove':
        return this.#removePolicy(name, params.disk_backup_policy?.id);
      case 'virtualMachines.remove':
        return this.#remove(name, params);
      case 'trashObjects.get':
      case 'trashObjects.purge':
      case 'trashObjects.restore':
        return this.#trash(name, params.trash_object);
      case 'virtualMachinePackages.get': {
        const found = this.packages.get(params.virtual_machine_package?.permalink ?? '');
        if (found === undefined) throw refusalOf(name, 404, 'package_not_found');
        return { virtual_machine_package: found };
      }
      case 'virtualMachines.createConsoleSession': {
        this.#machine(name, params);
        return {
          console_session: {
            id: 'cs_1',
            url: 'https://console.example.com/canary',
            expires_at: 1_800_000_000,
          },
        };
      }
      default:
        return this.#power(name, params);
    }
  }

  #list(params: Params): unknown {
    const [filter] = this.honoursFilter ? (params.annotations ?? []) : [];
    const live = [...this.machines.values()].filter(({ trash }) => trash === null);
    const shown = filter
      ? live.filter(({ annotations }) =>
          annotations.some(({ key, value }) => key === filter.key && value === filter.value),
        )
      : live;
    return shown.map(({ id, hostname, createdAt }) => ({ id, hostname, created_at: createdAt }));
  }

  #get(name: string, params: Params): unknown {
    const machine = this.#machine(name, params);
    const { id, hostname, state, createdAt, password, ips, annotations, size } = machine;
    return {
      virtual_machine: {
        id,
        hostname,
        fqdn: `${hostname}.acme.example.com`,
        state,
        created_at: createdAt,
        initial_root_password: password,
        ip_addresses: ips.map((address) => ({ address })),
        ...size,
        package: machine.package,
      },
      annotations,
    };
  }

  #machine(name: string, params: Params): Machine {
    const { id, fqdn } = params.virtual_machine ?? {};
    const found = [...this.machines.values()].find(
      (one) => one.id === id || (fqdn !== undefined && `${one.hostname}.acme.example.com` === fqdn),
    );
    if (found === undefined) throw refusalOf(name, 404, 'virtual_machine_not_found');
    if (found.trash !== null) {
      const place = { id: found.trash.id, keep_until: found.trash.keepUntil };
      throw refusalOf(name, 406, 'object_in_trash', { trash_object: place });
    }
    return found;
  }

  #disk(name: string, id = ''): string[] {
    for (const { disks } of this.machines.values()) {
      const found = disks.get(id);
      if (found !== undefined) return found;
    }
    throw refusalOf(name, 404, 'disk_not_found');
  }

  #removePolicy(name: string, id = ''): unknown {
    const lists = [...this.machines.values()].flatMap(({ policies, disks }) => [policies, ...disks.values()]);
    const list = lists.find((one) => one.includes(id));
    if (list === undefined) throw refusalOf(name, 404, 'disk_backup_policy_not_found');
    list.splice(list.indexOf(id), 1);
    this.policiesDeleted.push(id);
    return { disk_backup_policy: { id } };
  }

  #remove(name: string, params: Params): unknown {
    const machine = this.#machine(name, params);
    machine.trash = { id: this.#id('trsh'), keepUntil: this.#now() + KEEP_S };
    return { trash_object: { id: machine.trash.id, keep_until: machine.trash.keepUntil } };
  }

  #trash(name: string, { id, object_id: objectId }: NonNullable<Params['trash_object']> = {}): unknown {
    const machine = [...this.machines.values()].find(
      (one) => one.trash !== null && (one.trash.id === id || one.id === objectId),
    );
    if (machine === undefined || machine.trash === null) throw refusalOf(name, 404, 'trash_object_not_found');
    const place = { id: machine.trash.id, keep_until: machine.trash.keepUntil };
    if (name === 'trashObjects.purge') {
      this.machines.delete(machine.id);
      return { task: { id: this.#id('task'), status: 'pending' } };
    }
    if (name === 'trashObjects.restore') machine.trash = null;
    return { trash_object: place };
  }

  #power(name: string, params: Params): unknown {
    const machine = this.#machine(name, params);
    const states: Readonly<Record<string, string>> = {
      'virtualMachines.start': 'started',
      'virtualMachines.stop': 'stopped',
      'virtualMachines.shutdown': 'stopped',
      'virtualMachines.reset': 'started',
      'virtualMachines.changePackage': machine.state,
    };
    const state = states[name];
    if (state === undefined) throw new Error(`the world does not know ${name}`);
    if (this.taskStatus === 'completed') machine.state = state;
    return { task: { id: this.#id('task'), status: 'pending' } };
  }

  #now(): number {
    return Math.floor(this.#clock.now().getTime() / 1000);
  }

  #id(prefix: string): string {
    this.#count += 1;
    return `${prefix}_${this.#count}`;
  }
}

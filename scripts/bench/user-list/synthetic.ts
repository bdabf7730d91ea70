import { readFileSync } from 'node:fs';

/** How often members that may be left out are there: by their type, as one server writes them, or at random. */
export type Regularity = 'regular' | 'ragged';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
}

interface CatalogueType {
  readonly kind: string;
  readonly base?: string;
  readonly type?: string;
  readonly fields?: readonly Field[];
}

const CATALOGUE = new URL('../../../catalog/comet-admin.api.json', import.meta.url);
/** A search clause holds search clauses. */
const MAX_DEPTH = 8;

/** Numbers of a linear congruential generator, so that every run measures the same bytes. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Makes values of the catalogue's types. */
class Synthesiser {
  readonly #types: Readonly<Record<string, CatalogueType>>;
  readonly #random: () => number;
  readonly #regularity: Regularity;

  constructor(regularity: Regularity, seed: number) {
    this.#types = JSON.parse(readFileSync(CATALOGUE, 'utf8')).types;
    this.#random = seeded(seed);
    this.#regularity = regularity;
  }

  /** A value of a type by its name. */
  value(type: string, depth = 0): unknown {
    if (type.endsWith('[]')) return this.#list(type.slice(0, -2), depth);
    const [, item] = /^map<\w+,(.+)>$/.exec(type) ?? [];
    if (item !== undefined) return this.#map(item, depth);
    const known = this.#types[type];
    if (known?.kind === 'object') return this.#object(type, known, depth);
    return this.#scalar(known?.base ?? known?.type ?? type);
  }

  #list(item: string, depth: number): unknown[] | null {
    const length = depth > MAX_DEPTH ? 0 : Math.floor(this.#random() * 3);
    return length === 0 ? null : Array.from({ length }, () => this.value(item, depth + 1));
  }

  #map(item: string, depth: number): Record<string, unknown> {
    const length = depth > MAX_DEPTH ? 0 : 1 + Math.floor(this.#random() * 2);
    return Object.fromEntries(Array.from({ length }, () => [this.#text(36), this.value(item, depth + 1)]));
  }

  #object(name: string, { fields = [] }: CatalogueType, depth: number): Record<string, unknown> {
    const present = fields.filter((field, at) => !field.optional || this.#isPresent(name.length + at));
    return Object.fromEntries(present.map(({ name, type }) => [name, this.value(type, depth + 1)]));
  }

  #isPresent(place: number): boolean {
    return this.#regularity === 'regular' ? place % 2 === 0 : this.#random() < 0.5;
  }

  #scalar(type: string): unknown {
    if (type === 'string' || type === 'bytes')
      return this.#random() < 0.4 ? '' : this.#text(4 + this.#random() * 20);
    if (type === 'bool') return this.#random() < 0.3;
    if (type === 'float') return this.#random() * 100;
    if (type === 'int64' || type === 'uint64') return Math.floor(this.#random() * 2 ** 40);
    if (type === 'int') return Math.floor(this.#random() * 5000);
    return null;
  }

  #text(length: number): string {
    return Array.from({ length }, () => Math.floor(this.#random() * 36).toString(36)).join('');
  }
}

/** Different profiles that lists are made of. */
const TEMPLATES = 100;

/** Profiles of about 28 kB with every member that the catalogue knows. */
function profiles(regularity: Regularity): readonly string[] {
  const synthesiser = new Synthesiser(regularity, 7);
  return Array.from({ length: TEMPLATES }, () => JSON.stringify(synthesiser.value('UserProfileConfig')));
}

/** What `AdminListUsersFull` answers, of about so many bytes. */
export function syntheticUserList(bytes: number, regularity: Regularity): string {
  const templates = profiles(regularity);
  const members: string[] = [];
  for (let size = 0; size < bytes; size += members.at(-1)?.length ?? 0) {
    members.push(`"customer-${members.length}":${templates[members.length % TEMPLATES]}`);
  }
  return `{${members.join(',')}}`;
}

/** The same for so many accounts, as a body that is made up while it is read. */
export function syntheticBody(count: number): ReadableStream<Uint8Array> {
  const templates = profiles('ragged');
  const encoder = new TextEncoder();
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const begin = sent === 0 ? '{' : ',';
      const end = sent + 1 === count ? '}' : '';
      controller.enqueue(encoder.encode(`${begin}"customer-${sent}":${templates[sent % TEMPLATES]}${end}`));
      sent += 1;
      if (sent === count) controller.close();
    },
  });
}

import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { Exchange, requestDifferences, respond, seenRequest } from '../support/exchange.ts';
import { jsonFilesOf, readJson } from '../support/json-files.ts';
import type { CaseOutcome } from '../support/report.ts';
import { type Difference, differences, toJson } from '../support/subset.ts';

const WireCase = z.strictObject({
  name: z.string(),
  note: z.string().optional(),
  /** Options of this case, on top of those of the file. */
  options: z.record(z.string(), z.unknown()).optional(),
  call: z.string(),
  args: z.array(z.unknown()).default([]),
  exchange: z.array(Exchange),
  result: z.unknown().optional(),
  error: z.record(z.string(), z.unknown()).optional(),
});

const WireFile = z.strictObject({
  client: z.string(),
  note: z.string().optional(),
  options: z.record(z.string(), z.unknown()).default({}),
  cases: z.array(WireCase).min(1),
});

/** Makes a client from the options of a wire file and a scripted `fetch`. */
type Create = (options: unknown, fetch: typeof globalThis.fetch) => unknown;

const ClientModule = z.object({ create: z.custom<Create>((value) => typeof value === 'function') });

async function loadClients(): Promise<ReadonlyMap<string, Create>> {
  const folder = join(import.meta.dirname, 'clients');
  const entries = globSync('*.ts', { cwd: folder }).map(async (file) => {
    const module: unknown = await import(pathToFileURL(join(folder, file)).href);
    return [basename(file, '.ts'), ClientModule.parse(module).create] as const;
  });
  return new Map(await Promise.all(entries));
}

/** Plays an exchange: each request is compared with the next expected one, then answered. */
class Script {
  readonly found: Difference[] = [];
  readonly #exchange: readonly Exchange[];
  #next = 0;

  constructor(exchange: readonly Exchange[]) {
    this.#exchange = exchange;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const index = this.#next;
    this.#next += 1;
    const request = new Request(input, init);
    const seen = await seenRequest(request);
    const step = this.#exchange[index];
    if (step === undefined) {
      this.found.push({
        path: `exchange[${index}]`,
        expected: 'no further request',
        actual: `${seen.method} ${seen.path}`,
      });
      throw new TypeError('no further request is scripted');
    }
    this.found.push(...requestDifferences(step.request, seen, `exchange[${index}].request`));
    return respond(step.response, init?.signal ?? request.signal);
  };

  end(): Difference[] {
    const missing = this.#exchange.length - this.#next;
    if (missing <= 0) return this.found;
    return [
      ...this.found,
      { path: 'exchange', expected: `${this.#exchange.length} requests`, actual: `${this.#next}` },
    ];
  }
}

async function callMethod(client: unknown, path: string, args: readonly unknown[]): Promise<unknown> {
  let owner: unknown;
  let member = client;
  for (const name of path.split('.')) {
    owner = member;
    member = typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;
  }
  if (typeof member !== 'function') throw new Error(`the client has no method ${path}`);
  return collected(await Reflect.apply(member, owner, [...args]));
}

/** Streams and async iterators are read to their end, so that a file can tell what they yield. */
async function collected(value: unknown): Promise<unknown> {
  if (value instanceof ReadableStream) return new Response(value).text();
  if (typeof value !== 'object' || value === null || !(Symbol.asyncIterator in value)) return value;
  const items: unknown[] = [];
  for await (const item of value as AsyncIterable<unknown>) items.push(item);
  return items;
}

function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const members = toJson({ ...error });
  return { ...(typeof members === 'object' ? members : {}), type: error.name, message: error.message };
}

async function runCase(
  create: Create,
  fileOptions: object,
  wireCase: z.infer<typeof WireCase>,
): Promise<Difference[]> {
  const script = new Script(wireCase.exchange);
  const { call, args, result, error } = wireCase;
  try {
    const client = create({ ...fileOptions, ...wireCase.options }, script.fetch);
    const actual = toJson(await callMethod(client, call, args));
    if (error !== undefined)
      return [...script.end(), { path: 'error', expected: JSON.stringify(error), actual: 'no error' }];
    return [...script.end(), ...(result === undefined ? [] : differences(result, actual, 'result'))];
  } catch (thrown) {
    const actual = errorOf(thrown);
    return [...script.end(), ...differences(error ?? { type: '(no error)' }, actual, 'error')];
  }
}

/** Runs every case of the wire files (or of those below the folders). An unknown client is an error. */
export async function runWireFiles(paths: readonly string[]): Promise<CaseOutcome[]> {
  const clients = await loadClients();
  const outcomes: CaseOutcome[] = [];
  for (const file of jsonFilesOf(paths)) {
    const { client, options, cases } = WireFile.parse(readJson(file));
    const create = clients.get(client);
    if (create === undefined)
      throw new Error(`${file} names the client ${client}; known are ${[...clients.keys()].join(', ')}`);
    for (const wireCase of cases) {
      outcomes.push({ file, name: wireCase.name, differences: await runCase(create, options, wireCase) });
    }
  }
  return outcomes;
}

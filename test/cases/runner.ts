import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { jsonFilesOf, readJson } from '../support/json-files.ts';
import type { CaseOutcome } from '../support/report.ts';
import { differences, toJson } from '../support/subset.ts';

const CaseFile = z.strictObject({
  engine: z.string(),
  note: z.string().optional(),
  cases: z
    .array(
      z.strictObject({
        name: z.string(),
        note: z.string().optional(),
        input: z.unknown(),
        expected: z.unknown(),
      }),
    )
    .min(1),
});

const AdapterModule = z.object({
  adapters: z.record(
    z.string(),
    z.custom<Adapter>((value) => typeof value === 'function'),
  ),
});

/** Maps the JSON input of a case to a call of an engine, and the result back to JSON. */
export type Adapter = (input: unknown) => unknown;

/** All adapters of `test/cases/adapters`, by the engine that a case file names. */
export async function loadAdapters(): Promise<ReadonlyMap<string, Adapter>> {
  const folder = join(import.meta.dirname, 'adapters');
  const modules = await Promise.all(
    globSync('*.ts', { cwd: folder }).map((file) => import(pathToFileURL(join(folder, file)).href)),
  );
  return new Map(modules.flatMap((module) => Object.entries(AdapterModule.parse(module).adapters)));
}

function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return { error: { type: typeof error } };
  const { name, message } = error;
  return { error: { ...toObject(toJson({ ...error })), type: name, message } };
}

function toObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

async function resultOf(adapter: Adapter, input: unknown): Promise<unknown> {
  try {
    return toJson(await adapter(structuredClone(input)));
  } catch (error) {
    return errorOf(error);
  }
}

/** Runs every case of the files (or of the files below the folders). An unknown engine is an error. */
export async function runCaseFiles(paths: readonly string[]): Promise<CaseOutcome[]> {
  const adapters = await loadAdapters();
  const outcomes: CaseOutcome[] = [];
  for (const file of jsonFilesOf(paths)) {
    const { engine, cases } = CaseFile.parse(readJson(file));
    const adapter = adapters.get(engine);
    if (adapter === undefined)
      throw new Error(`${file} names the engine ${engine}; known are ${[...adapters.keys()].join(', ')}`);
    for (const { name, input, expected } of cases) {
      outcomes.push({ file, name, differences: differences(expected, await resultOf(adapter, input)) });
    }
  }
  return outcomes;
}

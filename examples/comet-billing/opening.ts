import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from 'reseller-sdk';
import type { Options } from './commands/options.ts';
import { type Desk, type Job, openDesk, openJob } from './job.ts';
import type { Output } from './output.ts';
import { serverKeys, sourcesFromEnvironment } from './sources/environment.ts';
import { sourcesFromFiles } from './sources/recorded.ts';
import type { Sources } from './sources/sources.ts';
import { namingFile } from './storage/database.ts';
import { openStore, type Store } from './storage/store.ts';

/** What the program finds around it. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  /** Asks for a signal that is aborted when the process is asked to end. */
  readonly stopSignal?: (() => AbortSignal) | undefined;
}

/** Who is asked to stop waits so long for sessions to end, and no longer: a server may answer nothing. */
const PATIENCE_MS = 2000;

export const IN_MEMORY = ':memory:';
const DEFAULT_FILE = 'comet-billing.sqlite';

/** Where the store is: what was recorded is read into memory unless a file is named. */
export function databaseFile({ db, fromFiles }: Options, environment: Surroundings['environment']): string {
  if (db !== undefined) return db;
  return fromFiles === undefined ? environment['COMET_BILLING_DB'] || DEFAULT_FILE : IN_MEMORY;
}

/** Opens the store for some work, and closes it however that ends. */
export async function withStore<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  let store: Store | undefined;
  try {
    store = openStore(file);
    return await work(store);
  } catch (error) {
    throw namingFile(error, file);
  } finally {
    store?.database.close();
  }
}

/** Opens servers and portal for some work, and ends their sessions however that ends. */
export async function withJob<T>(
  options: Options,
  around: Surroundings,
  work: (job: Job) => Promise<T>,
): Promise<T> {
  const { environment, output, stopSignal } = around;
  const { fromFiles, allowShrink } = options;
  const sources: Sources =
    fromFiles === undefined ? sourcesFromEnvironment(environment) : sourcesFromFiles(fromFiles);
  const signal = stopSignal?.();
  try {
    return await withStore(databaseFile(options, environment), async (store) => {
      const currency = currencyOf(environment);
      const parts = { sources, store, clock: systemClock, output, currency, allowShrink };
      return work(await openJob({ ...parts, signal }));
    });
  } finally {
    const tooLong = signal?.aborted ? [wait(PATIENCE_MS)] : [];
    await Promise.race([sources.close(), ...tooLong]);
  }
}

function currencyOf(environment: Surroundings['environment']): string | undefined {
  return environment['COMET_BILLING_CURRENCY'] || undefined;
}

/** All that is stored. The servers that are configured are required, else all that were ever collected. */
export function withDesk<T>(
  file: string,
  around: Surroundings,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const { environment, output } = around;
  return withStore(file, async (store) => {
    const configured = serverKeys(environment);
    const requiredServers = configured.length > 0 ? configured : store.serverUsage.serverKeys();
    const currency = currencyOf(environment);
    return work(await openDesk({ store, clock: systemClock, output, currency, requiredServers }));
  });
}

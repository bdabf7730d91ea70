import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
/** A process starts three times as fast when another one has compiled the sources before. */
const CACHE = join(tmpdir(), 'reseller-sdk-compile-cache');

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** All that it said, on both channels. */
  readonly said: string;
}

/** Runs the example as a process of its own. */
export function runExample(flags: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const node = ['--disable-warning=ExperimentalWarning', '--import', './scripts/from-source.ts'];
  const child = spawn(process.execPath, [...node, 'examples/katapult-vm/main.ts', ...flags], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, said }));
  });
}

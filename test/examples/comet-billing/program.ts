import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { openInventedDays } from '../../../examples/comet-billing/demo/invented-days.ts';
import { runProgram } from '../../../examples/comet-billing/program.ts';
import { openStore } from '../../../examples/comet-billing/storage/store.ts';

const root = join(import.meta.dirname, '../../..');
const example = join(root, 'examples/comet-billing');

export const recorded = join(example, 'recorded');

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in this process. */
export async function billing(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const out: string[] = [];
  const err: string[] = [];
  const output = { print: (text: string) => void out.push(text), log: (text: string) => void err.push(text) };
  const code = await runProgram(args, { environment, output });
  return { code, stdout: out.join('\n'), stderr: err.join('\n') };
}

/** Runs a file of the example in a process of its own. */
export function start(file: string, args: readonly string[], cwd?: string): Promise<Ended> {
  const flags = ['--disable-warning=ExperimentalWarning', '--import', join(root, 'scripts/from-source.ts')];
  return new Promise((resolve) => {
    const command = [...flags, join(example, file), ...args];
    execFile(process.execPath, command, { cwd }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

/** A database file with the days of the invented reseller. */
export async function liveInventedDays(file: string): Promise<void> {
  const store = openStore(file);
  const quiet = { print: () => undefined, log: () => undefined };
  try {
    await openInventedDays(store, quiet);
  } finally {
    store.database.close();
  }
}

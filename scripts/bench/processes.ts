import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The repository. */
export const root = join(import.meta.dirname, '..', '..');

/** Runs a program in a fresh process of this Node and hands back what it printed. */
export async function fresh(args: readonly string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [...args], { cwd: root, maxBuffer: 1 << 26 });
  return stdout.trim();
}

/** The path of the built package; builds it first if it is missing. */
export async function built(): Promise<string> {
  const dist = join(root, 'dist');
  if (!existsSync(join(dist, 'index.js')))
    await execute('npm', ['run', 'build'], { cwd: root, maxBuffer: 1 << 26 });
  return dist;
}

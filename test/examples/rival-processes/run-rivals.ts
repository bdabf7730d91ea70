import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { seededRandom } from 'reseller-sdk/testing';
import type { Assignment } from './workload.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SPENDER = join(import.meta.dirname, 'spender.ts');

/** When processes are killed: so many times each, at commands that the seed chooses. */
export interface Kills {
  readonly seed: number;
  readonly each: number;
  /** A process that is killed had carried out fewer commands than this. */
  readonly within: number;
}

/** What became of all processes. */
export interface Outcome {
  killed: number;
  commits: number;
  conflicts: number;
}

/** Runs all rivals at once until each has done all of its work; those that are killed start over. */
export async function runRivals(
  work: Omit<Assignment, 'rival'>,
  kills: Kills = { seed: 0, each: 0, within: 1 },
): Promise<Outcome> {
  const random = seededRandom(kills.seed);
  const outcome: Outcome = { killed: 0, commits: 0, conflicts: 0 };
  const rivals = Array.from({ length: work.rivals }, async (_, rival) => {
    const points = Array.from({ length: kills.each }, () => 1 + Math.floor(random() * kills.within));
    for (const point of points) await runOne({ ...work, rival }, outcome, point);
    await runOne({ ...work, rival }, outcome);
  });
  await Promise.all(rivals);
  return outcome;
}

/** Runs one process to its end, or kills it while it works on one of the commands after `killAfter`. */
async function runOne(assignment: Assignment, outcome: Outcome, killAfter?: number): Promise<void> {
  const isDoomed = killAfter !== undefined;
  const child = fork(SPENDER, [JSON.stringify({ ...assignment, isDoomed })], {
    cwd: ROOT,
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', './scripts/from-source.ts'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.on('message', (message: Partial<Outcome> & { readonly done?: number }) => {
    outcome.commits += message.commits ?? 0;
    outcome.conflicts += message.conflicts ?? 0;
    if (isDoomed && message.done === killAfter) child.kill('SIGKILL');
  });
  const { code, signal, said } = await ended(child);
  if (isDoomed && signal === 'SIGKILL') outcome.killed += 1;
  else if (code !== 0) throw new Error(`rival ${assignment.rival} ended with ${code ?? signal}: ${said}`);
}

function ended(child: ChildProcess) {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise<{ code: number | null; signal: string | null; said: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, said }));
  });
}

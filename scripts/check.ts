/**
 * `npm run check`: format, lint, types, floors, generated code, unused code, house rules. All run side by
 * side; what a failing one printed is shown, and the exit code is 1.
 */
import { spawn } from 'node:child_process';

const CHECKS: Record<string, readonly string[]> = {
  'format and lint': ['biome', 'ci', '--error-on-warnings', '--colors=off'],
  types: ['tsc', '--noEmit'],
  floors: ['depcruise', 'src', '--config', '.dependency-cruiser.mjs', '--output-type', 'err'],
  'generated code': ['node', 'scripts/generate/main.ts', '--check'],
  'unused code': ['knip', '--no-progress'],
  'lock file': ['node', 'scripts/complete-lockfile.ts', '--check'],
  'house rules': ['node', 'scripts/house-rules.ts'],
};

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

function run(name: string, [command = '', ...args]: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) => {
      resolve({ name, ok: code === 0, output, seconds: (performance.now() - started) / 1000 });
    });
  });
}

const outcomes = await Promise.all(Object.entries(CHECKS).map(([name, command]) => run(name, command)));
for (const { name, ok, output, seconds } of outcomes) {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(output);
}
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;

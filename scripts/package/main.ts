/**
 * `npm run verify-package`: packs the built package and uses the tarball as a stranger would. publint and attw
 * judge it; then ESM, CommonJS and TypeScript programs import every door on each supported Node.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doors } from '../doors.ts';
import { writeConsumer } from './consumer.ts';

/** Every LTS line that is alive. */
const NODE_VERSIONS = [22, 24, 26];

const QUIET = ['--silent', '--no-audit', '--no-fund'];

const root = join(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'reseller-sdk-package-'));

function run(command: string, args: readonly string[], cwd: string): void {
  console.log(`$ ${command} ${args.map((arg) => arg.replace(`${work}/`, '')).join(' ')}`);
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** A Node of this major version, installed beside the consumer. */
function installNode(major: number): string {
  const platform = `node-${process.platform}-${process.arch}`;
  const prefix = join(work, `node-${major}`);
  run('npm', ['install', ...QUIET, '--ignore-scripts', '--prefix', prefix, `${platform}@${major}`], work);
  return join(prefix, 'node_modules', platform, 'bin', 'node');
}

try {
  run('npm', ['pack', '--silent', '--pack-destination', work], root);
  const tarball = join(work, readdirSync(work).find((file) => file.endsWith('.tgz')) ?? '');
  run('publint', ['run', tarball, '--strict'], root);
  run('attw', [tarball, '--profile', 'node16', '--no-summary'], root);

  const consumer = join(work, 'consumer');
  writeConsumer(consumer, doors());
  run(
    'npm',
    [
      'install',
      '--silent',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      tarball,
      'msw@3',
      '@types/node@24',
    ],
    consumer,
  );
  for (const resolution of ['nodenext', 'bundler']) {
    run(join(root, 'node_modules/.bin/tsc'), ['--project', `tsconfig.${resolution}.json`], consumer);
  }
  for (const major of NODE_VERSIONS) {
    const node = installNode(major);
    for (const program of ['program.mjs', 'program.cjs']) run(node, [program], consumer);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

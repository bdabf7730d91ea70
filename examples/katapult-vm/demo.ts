import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretBox } from 'reseller-sdk';
import { DEFAULT_KATAPULT_TOKEN, FakeKatapult } from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import { pacedClock } from './clock.ts';

/** How much faster than the wall clock the demo's time runs. */
const SPEED = 25;

/**
 * Runs the shop as processes of their own against a fake on a loopback port. The first process is killed right after
 * the build was accepted, before it could write that down; the second one finds the machine instead of ordering
 * another.
 */
export async function runOnFake(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'katapult-vm-'));
  const origin = new Date();
  const fake = new FakeKatapult({ clock: pacedClock(origin, SPEED) });
  const { url, close } = await listen(fake);
  const environment = {
    ...process.env,
    KATAPULT_URL: url,
    KATAPULT_TOKEN: DEFAULT_KATAPULT_TOKEN,
    KATAPULT_SEALING_KEY: SecretBox.generateKey(),
  };
  const flags = [
    ...['--package', 'small-1', '--data-center', 'xe-one', '--template', 'templates/debian-12'],
    ...['--db', join(folder, 'shop.sqlite'), '--pace', `${origin.toISOString()}x${SPEED}`],
  ];
  try {
    await run([...flags, '--die-at', 'build'], environment);
    console.log('-- killed after the build was accepted, before that was saved; started again --');
    const code = await run(flags, environment);
    const builds = fake.requests.filter(({ operation }) => operation === 'virtualMachines.build').length;
    console.log(`builds asked for: ${builds}; machines left: ${fake.state.virtualMachines.size}`);
    process.exitCode = code ?? 1;
  } finally {
    await close();
    rmSync(folder, { recursive: true });
  }
}

function run(flags: readonly string[], env: NodeJS.ProcessEnv): Promise<number | null> {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [...process.execArgv, main, ...flags], { env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
}

/** What a shell and a supervisor do to the program. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeWhole } from '../../../examples/comet-billing/write-whole.ts';
import { billing, recorded } from './program.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = join(import.meta.dirname, '../../..');

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comet-billing-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the program, with pipes. */
function started(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
  const flags = ['--disable-warning=ExperimentalWarning', '--import', join(root, 'scripts/from-source.ts')];
  const program = join(root, 'examples/comet-billing/main.ts');
  return spawn(process.execPath, [...flags, program, ...args], { env: { ...process.env, ...environment } });
}

it.each(['portal-pull', 'collect-usage', 'daily-job'])(
  '%s that is asked to stop during a call ends at once, and the end is noted',
  async (name) => {
    const file = join(folder, 'a.sqlite');
    const silent = createServer();
    const called = once(silent, 'request');
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const address = silent.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const child = started([name, '--db', file], {
      ...{ COMET_SERVERS: 'obc', COMET_OBC_URL: url, COMET_OBC_USERNAME: 'a', COMET_OBC_PASSWORD: 'b' },
      ...{ COMET_PORTAL_URL: url, COMET_PORTAL_TOKEN: 'c' },
    });
    let stdout = '';
    child.stdout?.on('data', (data) => {
      stdout += String(data);
    });
    await called;
    const asked = Date.now();
    child.kill('SIGTERM');
    const [, signal] = await once(child, 'exit');
    silent.closeAllConnections();
    silent.close();

    expect({ signal, stdout }).toEqual({ signal: 'SIGTERM', stdout: '' });
    expect(Date.now() - asked).toBeLessThan(20_000);
    const jobs = await billing(['jobs', '--json', '--db', file]);
    expect(JSON.parse(jobs.stdout)).toMatchObject({ jobs: [{ job: name, state: 'error', exitCode: 2 }] });
  },
);

it('a reader that has seen enough is no fault', async () => {
  const child = started(['daily-job', '--json', '--from-files', recorded]);
  child.stdout?.destroy();
  let stderr = '';
  child.stderr?.on('data', (data) => {
    stderr += String(data);
  });
  const [code] = await once(child, 'exit');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

describe('a file that is written whole', () => {
  it('is for the owner alone, and keeps its permissions when it is written again', () => {
    const file = join(folder, 'a.html');
    writeWhole(file, 'first');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    writeWhole(file, 'second');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readFileSync(file, 'utf8')).toBe('second\n');
  });

  it('is written through a link, which stays', () => {
    const [file, link] = [join(folder, 'a.html'), join(folder, 'link.html')];
    writeFileSync(file, 'old');
    symlinkSync(file, link);
    writeWhole(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('new\n');
  });

  it('replaces nothing that is no file', () => {
    const place = join(folder, 'place');
    mkdirSync(place);
    expect(() => writeWhole(place, 'text')).toThrow(
      `The file ${place} cannot be written: it is there, and is no file`,
    );
    expect(statSync(place).isDirectory()).toBe(true);
  });
});

import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { doors } from '../scripts/doors.ts';

/** Doors of clients load ky, which builds a `Request` as it loads. All others must not even look at one. */
const CLIENTS = /^(comet|jetpack|fleio|katapult|testing)(\/|$)/;

const WATCHED = [
  'fetch',
  'Request',
  'Response',
  'Headers',
  'WebSocket',
  'setTimeout',
  'setInterval',
  'crypto',
];
/** What ky, and under one door msw, look at as they load. */
const OF_LIBRARIES = ['Request', 'Response', 'Headers', 'process.env.DEBUG'];
/** What the loader of Node reads whenever it loads a file. */
const OF_NODE = ['process.env.WATCH_REPORT_DEPENDENCIES', 'process.env.NODE_V8_COVERAGE'];

/** Imports doors one after the other and tells what each looked at. */
const PROGRAM = `
  const seen = new Set();
  const watch = (target, name) => {
    const value = target[name];
    Object.defineProperty(target, name, { configurable: true, get: () => { seen.add(name); return value; } });
  };
  const { doors, watched } = JSON.parse(process.argv[1]);
  for (const name of watched) watch(globalThis, name);
  process.env = new Proxy(process.env, { get: (env, key) => { seen.add('process.env.' + String(key)); return env[key]; } });
  for (const stream of [process.stdout, process.stderr]) watch(stream, 'write');
  const report = {};
  for (const [path, url] of doors) {
    seen.clear();
    await import(url);
    report[path] = [...seen];
  }
  console.log(JSON.stringify(report));
`;

it('importing a door does no work: no request, no timer, no environment, no output', () => {
  const sorted = doors()
    .map(({ path, source }) => [path, pathToFileURL(source).href] as const)
    // What one door loads is not loaded again by the next, so the light ones go first.
    .sort(([a], [b]) => Number(CLIENTS.test(a)) - Number(CLIENTS.test(b)));
  const plan = JSON.stringify({ doors: sorted, watched: WATCHED });
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, plan], {
    encoding: 'utf8',
  });
  const report: Record<string, readonly string[]> = JSON.parse(output);
  const work = Object.entries(report).map(([path, seen]) => {
    const allowed = CLIENTS.test(path) ? [...OF_NODE, ...OF_LIBRARIES] : OF_NODE;
    return [path, seen.filter((name) => !allowed.includes(name))];
  });
  expect(work).toEqual(sorted.map(([path]) => [path, []]));
}, 60_000);

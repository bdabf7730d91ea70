import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Zones in which everything that touches days and instants must give the same answers. */
const ZONES = ['America/Los_Angeles', 'Europe/Bucharest', 'Pacific/Auckland'];

const alias = [
  { find: /^reseller-sdk$/, replacement: here('./src/index.ts') },
  { find: /^reseller-sdk\/(.*)$/, replacement: here('./src/$1/index.ts') },
];

/** For what hangs: every core is busy, perhaps with other things as well. */
const PATIENCE_MS = 30_000;

const MEMORY = '/dev/shm';
const ROOM_BYTES = 2 ** 30;

/**
 * Databases of tests are thrown away: where the system has room for files in memory, no test waits for a disk. A
 * folder that the caller names is used as it is.
 */
function temporaryFolder(): string {
  if (process.env['TMPDIR'] !== undefined || !existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM_BYTES ? MEMORY : tmpdir();
}

/** What tests find around them, and the processes that they start; those load what another one has compiled. */
const surroundings = {
  TMPDIR: temporaryFolder(),
  NODE_COMPILE_CACHE: here('./node_modules/.cache/reseller-sdk/compiled'),
};

/**
 * Files share workers: the sources keep no state, so a file gains nothing from loading them anew. What a test replaces
 * for all, it puts back.
 */
const shared = { isolate: false, restoreMocks: true, unstubGlobals: true, testTimeout: PATIENCE_MS };

export default defineConfig({
  test: {
    // One for each core; unless told so, Vitest keeps one free, which is half of two.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          env: { ...surroundings, TZ: 'UTC' },
        },
      },
      ...ZONES.map((TZ) => ({
        resolve: { alias },
        test: { ...shared, name: TZ, include: ['test/**/*.zones.test.ts'], env: { ...surroundings, TZ } },
      })),
    ],
  },
});

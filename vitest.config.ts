import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Zones in which everything that touches days and instants must give the same answers. */
const ZONES = ['America/Los_Angeles', 'Europe/Bucharest', 'Pacific/Auckland'];

const alias = [
  { find: /^reseller-sdk$/, replacement: here('./src/index.ts') },
  { find: /^reseller-sdk\/(.*)$/, replacement: here('./src/$1/index.ts') },
];

export default defineConfig({
  test: {
    projects: [
      { resolve: { alias }, test: { name: 'unit', include: ['test/**/*.test.ts'], env: { TZ: 'UTC' } } },
      ...ZONES.map((TZ) => ({
        resolve: { alias },
        test: { name: TZ, include: ['test/**/*.zones.test.ts'], env: { TZ } },
      })),
    ],
  },
});

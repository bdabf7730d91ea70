import { defineConfig, type Options } from 'tsup';
import { doors } from './scripts/doors.ts';

const entry = Object.fromEntries(
  doors().map(({ path, source }) => [path === '' ? 'index' : `${path}/index`, source]),
);

const shared: Options = {
  entry,
  target: 'es2023',
  platform: 'neutral',
  splitting: true,
  treeshake: true,
  sourcemap: false,
  outDir: 'dist',
  external: [/^node:/, 'msw', 'zod', 'decimal.js', '@xmldom/xmldom'],
};

export default defineConfig([
  // One small part of @noble/hashes is used; inlined, it loads in a fraction of the time.
  {
    ...shared,
    format: 'esm',
    clean: true,
    noExternal: [/^@noble\/hashes/],
    external: [...(shared.external ?? []), 'ky'],
  },
  // ky is published as ESM alone, so the CommonJS build carries it.
  { ...shared, format: 'cjs', noExternal: [/^@noble\/hashes/, 'ky'] },
]);

/**
 * Lets examples and scripts import `reseller-sdk/...` as a user does, resolved to `src` instead of the built
 * files: `node --import ./scripts/from-source.ts <file>`.
 */
import { registerHooks } from 'node:module';

const NAME = 'reseller-sdk';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== NAME && !specifier.startsWith(`${NAME}/`)) return next(specifier, context);
    const path = specifier.slice(NAME.length);
    return next(new URL(`../src${path}/index.ts`, import.meta.url).href, context);
  },
});

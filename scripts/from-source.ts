/**
 * Lets examples and scripts import `reseller-sdk/...` as a user does, resolved to `src` instead of the built
 * files: `node --import ./scripts/from-source.ts <file>`.
 */
import { registerHooks } from 'node:module';

const NAME = 'reseller-sdk';
/** A file of ours beside the importing one. */
const NEIGHBOUR = /^\.{1,2}\/.*\.ts$/;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === NAME || specifier.startsWith(`${NAME}/`)) {
      return source(new URL(`../src${specifier.slice(NAME.length)}/index.ts`, import.meta.url));
    }
    const { parentURL } = context;
    if (NEIGHBOUR.test(specifier) && parentURL?.startsWith('file:')) {
      return source(new URL(specifier, parentURL));
    }
    return next(specifier, context);
  },
});

/** Names the format as well: Node would read the `package.json` again for each of a thousand files to find it. */
function source({ href: url }: URL) {
  return { url, format: 'module-typescript', shortCircuit: true };
}

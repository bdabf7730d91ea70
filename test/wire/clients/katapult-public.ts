import * as z from 'zod';
import { KatapultPublicClient, type KatapultPublicOptions } from '../../../src/katapult/public/index.ts';
import { watched } from '../watched.ts';

/** A client of the public Katapult API whose waits take no time. */
export function create(raw: unknown, fetch: typeof globalThis.fetch): unknown {
  const rest = z.looseObject({}).parse(raw);
  return watched(
    (settings) => new KatapultPublicClient({ ...rest, ...settings } as unknown as KatapultPublicOptions),
    fetch,
  );
}

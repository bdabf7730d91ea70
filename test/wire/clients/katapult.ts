import * as z from 'zod';
import { KatapultClient, type KatapultOptions } from '../../../src/katapult/index.ts';
import { watched } from '../watched.ts';

const Options = z.looseObject({ tokens: z.array(z.string()).optional() });

/** A client of the Katapult core API whose waits take no time. */
export function create(raw: unknown, fetch: typeof globalThis.fetch): unknown {
  const { tokens, ...rest } = Options.parse(raw);
  const left = [...(tokens ?? [])];
  const token = tokens === undefined ? 'token-1' : () => left.shift() ?? '';
  return watched(
    (settings) => new KatapultClient({ token, ...rest, ...settings } as unknown as KatapultOptions),
    fetch,
  );
}

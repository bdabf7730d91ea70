import * as z from 'zod';
import { FleioClient, type FleioOptions } from '../../../src/fleio/index.ts';
import { watched } from '../watched.ts';

const Options = z.looseObject({ tokens: z.array(z.string()).optional() });

/** A client of the Fleio staff API whose waits take no time. */
export function create(raw: unknown, fetch: typeof globalThis.fetch): unknown {
  const { tokens, ...rest } = Options.parse(raw);
  const left = [...(tokens ?? [])];
  const token = tokens === undefined ? 'token-1' : () => left.shift() ?? '';
  const baseUrl = 'https://cloud.example.com/backend/staffapi';
  return watched(
    (settings) => new FleioClient({ token, baseUrl, ...rest, ...settings } as unknown as FleioOptions),
    fetch,
  );
}

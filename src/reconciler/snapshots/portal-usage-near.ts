import { type InstantInput, parseInstant } from '../../core/time.ts';
import { readMaxSkew } from '../max-skew.ts';
import { nearestSnapshot } from '../nearest-snapshot.ts';
import type { PortalStream } from '../stream/stream-input.ts';
import type { SnapshotRepository } from './repository.ts';

/** The years that ISO text writes with four digits, so that text order is time order. */
const FIRST = Date.parse('0000-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * The portal side of a comparison: the published snapshot nearest to the collection, with its rows. When none is
 * near enough it is a side without a snapshot, which makes the comparison incomplete; an older one is never taken
 * instead. Source: reconciler 10.6.
 *
 * @throws InvalidInputError for an instant without an offset; ConfigError for hours below 0, or without end
 */
export async function portalUsageNear(
  repository: SnapshotRepository,
  source: string,
  collectedAt: InstantInput,
  { maxSkewHours }: { readonly maxSkewHours?: number | undefined } = {},
): Promise<PortalStream> {
  const at = parseInstant(collectedAt, 'collectedAt').getTime();
  const reach = readMaxSkew(maxSkewHours);
  const range = { from: isoWithin(at - reach), to: isoWithin(at + reach) };
  const headers = await repository.published(source, range);
  const snapshot = nearestSnapshot(headers, collectedAt, { maxSkewHours });
  return snapshot === undefined
    ? { snapshot: null, rows: [] }
    : { snapshot, rows: repository.rows(snapshot.snapshotId) };
}

function isoWithin(ms: number): string {
  return new Date(Math.min(Math.max(ms, FIRST), LAST)).toISOString();
}

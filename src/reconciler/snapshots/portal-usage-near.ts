import { type InstantInput, parseInstant } from '../../core/time.ts';
import { nearestSnapshot } from '../nearest-snapshot.ts';
import { DEFAULT_MAX_SKEW_HOURS } from '../options.ts';
import type { PortalStream } from '../stream/stream-input.ts';
import type { SnapshotRepository } from './repository.ts';

const HOUR_MS = 3_600_000;

/**
 * The portal side of a comparison: the published snapshot nearest to the collection, with its rows. When none is
 * near enough it is a side without a snapshot, which makes the comparison incomplete; an older one is never taken
 * instead. Source: reconciler 10.6.
 *
 * @throws InvalidInputError for an instant without an offset; ConfigError for hours below 0
 */
export async function portalUsageNear(
  repository: SnapshotRepository,
  source: string,
  collectedAt: InstantInput,
  { maxSkewHours = DEFAULT_MAX_SKEW_HOURS }: { readonly maxSkewHours?: number | undefined } = {},
): Promise<PortalStream> {
  const at = parseInstant(collectedAt, 'collectedAt').getTime();
  const iso = (ms: number): string => new Date(ms).toISOString();
  const reach = Math.max(maxSkewHours, 0) * HOUR_MS;
  const headers = await repository.published(source, { from: iso(at - reach), to: iso(at + reach) });
  const snapshot = nearestSnapshot(headers, collectedAt, { maxSkewHours });
  return snapshot === undefined
    ? { snapshot: null, rows: [] }
    : { snapshot, rows: repository.rows(snapshot.snapshotId) };
}

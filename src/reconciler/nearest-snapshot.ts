import { ConfigError } from '../core/errors/input.ts';
import { type InstantInput, parseInstant } from '../core/time.ts';
import type { SnapshotHeader } from './input.ts';
import { DEFAULT_MAX_SKEW_HOURS } from './options.ts';
import { compareText } from './order.ts';

const HOUR_MS = 3_600_000;

/**
 * The published snapshot nearest to the instant at which the servers were read, within `maxSkewHours`
 * inclusive; of two equally near ones the later. Undefined when none is near enough: an older one is never
 * taken instead, give `snapshot: null` to the comparison then. Source: reconciler 10.6.
 *
 * @throws InvalidInputError for an instant without an offset; ConfigError for hours below 0
 */
export function nearestSnapshot<Header extends SnapshotHeader>(
  headers: Iterable<Header>,
  collectedAt: InstantInput,
  { maxSkewHours = DEFAULT_MAX_SKEW_HOURS }: { readonly maxSkewHours?: number | undefined } = {},
): Header | undefined {
  if (!(maxSkewHours >= 0)) throw new ConfigError(`maxSkewHours is ${maxSkewHours}; give hours from 0 on`);
  const target = parseInstant(collectedAt, 'collectedAt').getTime();
  let best: { readonly header: Header; readonly at: number } | undefined;
  for (const header of headers) {
    const at = parseInstant(header.pulledAt, 'pulledAt').getTime();
    if (header.state !== 'published' || Math.abs(at - target) > maxSkewHours * HOUR_MS) continue;
    if (best === undefined || isNearer({ header, at }, best, target)) best = { header, at };
  }
  return best?.header;
}

interface Candidate {
  readonly header: SnapshotHeader;
  readonly at: number;
}

function isNearer(next: Candidate, best: Candidate, target: number): boolean {
  const distance = Math.abs(next.at - target) - Math.abs(best.at - target);
  if (distance !== 0) return distance < 0;
  if (next.at !== best.at) return next.at > best.at;
  return compareText(next.header.snapshotId, best.header.snapshotId) > 0;
}

import { type InstantInput, parseInstant } from '../core/time.ts';
import type { SnapshotHeader } from './input.ts';
import { readMaxSkew } from './max-skew.ts';
import { compareText } from './order.ts';

/**
 * The published snapshot nearest to the instant at which the servers were read, within `maxSkewHours`
 * inclusive; of two equally near ones the later. Undefined when none is near enough: an older one is never
 * taken instead, give `snapshot: null` to the comparison then. Source: reconciler 10.6.
 *
 * @throws InvalidInputError for an instant without an offset; ConfigError for hours below 0, or without end
 */
export function nearestSnapshot<Header extends SnapshotHeader>(
  headers: Iterable<Header>,
  collectedAt: InstantInput,
  { maxSkewHours }: { readonly maxSkewHours?: number | undefined } = {},
): Header | undefined {
  const maxSkewMs = readMaxSkew(maxSkewHours);
  const target = parseInstant(collectedAt, 'collectedAt').getTime();
  let best: { readonly header: Header; readonly at: number } | undefined;
  for (const header of headers) {
    const at = parseInstant(header.pulledAt, 'pulledAt').getTime();
    if (header.state !== 'published' || Math.abs(at - target) > maxSkewMs) continue;
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

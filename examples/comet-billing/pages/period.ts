import type { Clock, Day } from 'reseller-sdk';
import { lastDays } from 'reseller-sdk/billing-audit';
import type { Options } from '../commands/options.ts';

/** UTC days, both included; a missing end is open. */
export interface Period {
  readonly from: Day | undefined;
  readonly to: Day | undefined;
}

/** The days that were asked for: `--from` and `--to`, or the last so many up to today. Default: all. */
export function periodOf({ from, to, preset }: Options, clock: Clock): Period {
  if (preset === undefined || preset === 'all') return { from, to };
  return lastDays(clock.now().toISOString().slice(0, 10), Number(preset) - 1);
}

/** The period in words. */
export function periodText({ from, to }: Period): string {
  if (from === undefined && to === undefined) return 'all days';
  return `${from ?? 'the first day'} to ${to ?? 'the last day'}`;
}

/** The period as data; an open end is null. */
export function periodJson({ from, to }: Period): Readonly<Record<'from' | 'to', Day | null>> {
  return { from: from ?? null, to: to ?? null };
}

/** Ends for a search: text before and after every day. */
export function boundsOf({ from, to }: Period): readonly [from: string, to: string] {
  return [from ?? '', to ?? '~'];
}

import { ConcurrencyError } from '../../core/errors/engine.ts';

/** How long a call may take unless the caller says otherwise, in milliseconds. */
export const LEASE_MS = 300_000;

/** What a lease is on. */
export interface Leased {
  readonly serviceKey: string;
  /** Until when a worker may be at it; ISO text in UTC. */
  readonly busyUntil: string | null;
}

/** Whether a worker may be at it. A lease that is too long comes from a clock that was wrong. */
export function isBusy({ busyUntil }: Leased, now: Date, leaseMs: number): boolean {
  const leftMs = busyUntil === null ? 0 : Date.parse(busyUntil) - now.getTime();
  return leftMs > 0 && leftMs <= leaseMs;
}

/** @throws ConcurrencyError `VERSION_CONFLICT` while another worker may be at it */
export function demandFree(record: Leased, now: Date, leaseMs: number): void {
  if (!isBusy(record, now, leaseMs)) return;
  const { serviceKey, busyUntil } = record;
  throw new ConcurrencyError(
    `Another worker is at service ${serviceKey} until ${busyUntil}. Try again after that`,
    'VERSION_CONFLICT',
  );
}

/** The end of a lease that begins now. */
export function leaseFrom(now: Date, leaseMs: number): string {
  return new Date(now.getTime() + leaseMs).toISOString();
}

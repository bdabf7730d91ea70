import type { JetpackFailure } from '../lifecycle/failure.ts';
import { leaseFrom } from '../lifecycle/lease.ts';
import { type CreateOutcome, PENDING_MS, type TerminateOutcome } from './outcome.ts';
import { recheckAt } from './recheck-at.ts';
import type { PlanRecord, PlanStatus, PlanTerms, PlanVerdict } from './record.ts';

/** Statuses that a re-check may change. */
const WAITING: ReadonlySet<PlanStatus> = new Set([
  'requesting',
  'awaiting_connection',
  'waiting_for_domain',
  'cancelling',
]);

/** A record for new terms, before its first call. It goes on from the versions of the one before. */
export function freshRecord(
  serviceKey: string,
  terms: PlanTerms,
  claim: string,
  earlier: PlanRecord | null,
): PlanRecord {
  return {
    serviceKey,
    ...terms,
    status: 'requesting',
    claim,
    attempts: 0,
    nextUrl: null,
    siteLink: null,
    pendingUntil: null,
    checks: 0,
    nextCheckAt: null,
    busyUntil: null,
    failure: null,
    settled: null,
    version: earlier?.version ?? 0,
  };
}

/** The record before a provision call: whoever finds it like this after the lease knows that a worker died over it. */
export function requesting(record: PlanRecord, now: Date, leaseMs: number): PlanRecord {
  return {
    ...leased(record, now, leaseMs),
    status: 'requesting',
    attempts: record.attempts + 1,
    nextUrl: null,
    pendingUntil: pendingFrom(now),
  };
}

/** The record before a cancellation. */
export function cancelling(record: PlanRecord, now: Date, leaseMs: number): PlanRecord {
  return { ...leased(record, now, leaseMs), status: 'cancelling', nextUrl: null };
}

/** The record after an answer, or after the site's status told that the plan is there. */
export function provisioned(
  begun: PlanRecord,
  before: PlanRecord,
  outcome: CreateOutcome,
  now: Date,
): PlanRecord {
  const { status } = outcome;
  const nextUrl = status === 'awaiting_connection' ? outcome.nextUrl : null;
  const siteLink = status === 'provisioned' ? (outcome.siteLink ?? null) : null;
  const pendingUntil = status === 'provisioned' ? null : outcome.pendingUntil.toISOString();
  return rest({ ...begun, status, nextUrl, siteLink, pendingUntil, failure: null }, before, now);
}

/** An ended record whose plan came after all, or one that is being cancelled: the cancellation begins anew. */
export function reopened(current: PlanRecord, begun: PlanRecord, now: Date): PlanRecord {
  const { claim } = begun;
  const waiting = { ...current, status: 'cancelling', claim, pendingUntil: pendingFrom(now) } as const;
  return rest({ ...waiting, failure: null }, begun, now);
}

/**
 * Whether a call for the plan began so lately that it may still be under way at the vendor. A date that is too late comes
 * from a clock that was wrong.
 */
export function mayBeUnderWay({ pendingUntil }: PlanRecord, now: Date, leaseMs: number): boolean {
  if (pendingUntil === null) return false;
  const begunMs = Date.parse(pendingUntil) - PENDING_MS;
  return Math.abs(now.getTime() - begunMs) < leaseMs;
}

/** The record after a cancellation: it holds nothing any more. */
export function cancelled(begun: PlanRecord, { status }: TerminateOutcome, now: Date): PlanRecord {
  const ended = { claim: null, nextUrl: null, siteLink: null, pendingUntil: null, failure: null };
  return rest({ ...begun, ...ended, status }, begun, now);
}

/** The record after a human's verdict. Nobody knows what a plan that stays was answered with, so its links are gone. */
export function settled(before: PlanRecord, verdict: PlanVerdict, now: Date): PlanRecord {
  const record = { ...before, settled: { as: verdict, at: now.toISOString() } };
  if (verdict === 'cancelled') return cancelled(record, { status: verdict }, now);
  return provisioned(record, record, { status: verdict, warnings: [] }, now);
}

/** The record as it was before a call of which nothing was sent. */
export function restored(begun: PlanRecord, before: PlanRecord): PlanRecord {
  return { ...before, version: begun.version + 1 };
}

/** The record put off, with all that a version which knows its status has written. */
export function putOff(record: PlanRecord, now: Date, leaseMs: number): PlanRecord {
  return { ...record, nextCheckAt: leaseFrom(now, leaseMs), version: record.version + 1 };
}

/** The record where nothing has changed since `before`. It is looked at again. */
export function waitingOn(
  record: PlanRecord,
  before: PlanRecord,
  failure: JetpackFailure | null,
  now: Date,
): PlanRecord {
  const { status, nextUrl, siteLink, pendingUntil } = before;
  return rest({ ...record, status, nextUrl, siteLink, pendingUntil, failure }, before, now);
}

/** The record after a call whose outcome is not known, or that is to be made again. */
export function goingOn(
  begun: PlanRecord,
  before: PlanRecord,
  failure: JetpackFailure | null,
  now: Date,
): PlanRecord {
  return rest({ ...begun, failure }, before, now);
}

/** The record after a refusal. The first one leaves nothing behind; after a later one, earlier calls may have. */
export function refused(begun: PlanRecord, failure: JetpackFailure, now: Date): PlanRecord {
  const isFirst = begun.attempts === 1;
  const { claim, pendingUntil } = begun;
  const kept = isFirst ? { claim: null, pendingUntil: null } : { claim, pendingUntil };
  return rest({ ...begun, ...kept, status: 'refused', nextUrl: null, failure }, begun, now);
}

/** The record after a failure that needs a human: it stays as it is, and no re-check looks at it. */
export function stuck(begun: PlanRecord, failure: JetpackFailure, now: Date): PlanRecord {
  return { ...rest({ ...begun, failure }, begun, now), nextCheckAt: null };
}

/** How long the vendor may keep an activation of a call that begins now. */
function pendingFrom(now: Date): string {
  return new Date(now.getTime() + PENDING_MS).toISOString();
}

function leased(record: PlanRecord, now: Date, leaseMs: number): PlanRecord {
  const busyUntil = leaseFrom(now, leaseMs);
  return { ...record, busyUntil, nextCheckAt: busyUntil, version: record.version + 1 };
}

/** Nobody is at it any more; a wait goes on where it was, or begins anew with another status. */
function rest(record: PlanRecord, before: PlanRecord, now: Date): PlanRecord {
  const goesOn = record.status === before.status && before.attempts > 0;
  const checks = goesOn ? before.checks + 1 : 0;
  const nextCheckAt = WAITING.has(record.status) ? nextCheck({ ...record, checks }, now) : null;
  return { ...record, checks, nextCheckAt, busyUntil: null, version: record.version + 1 };
}

/** An activation that has ended ends no wait here: the next look asks for a new one. */
function nextCheck({ checks, pendingUntil }: PlanRecord, now: Date): string | null {
  const until = pendingUntil === null ? null : new Date(pendingUntil);
  const isOver = until !== null && until <= now;
  return recheckAt({ checks, pendingUntil: isOver ? null : until }, now)?.toISOString() ?? null;
}

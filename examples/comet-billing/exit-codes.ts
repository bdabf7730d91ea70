import type { OverallStatus } from 'reseller-sdk/reconciler';

/** How a command ends, so that a scheduler can tell; each command says what its 1 means. */
export type ExitCode = 0 | 1 | 2 | 3;

export const OK = 0;
/** The figures differ (`reconcile`), or nothing was pulled or collected at all. */
export const VARIANCE = 1;
/** Bad configuration, bad flags, or a failure nobody foresaw. */
export const ERROR = 2;
/** Something is missing, so the figures prove nothing. */
export const INCOMPLETE = 3;

const GRAVEST_FIRST: readonly ExitCode[] = [ERROR, INCOMPLETE, VARIANCE];

/** The gravest of several. */
export function gravest(codes: readonly ExitCode[]): ExitCode {
  return GRAVEST_FIRST.find((code) => codes.includes(code)) ?? OK;
}

const OF_STATUS: Readonly<Record<OverallStatus, ExitCode>> = {
  ok: OK,
  variance_detected: VARIANCE,
  incomplete: INCOMPLETE,
};

/** What the outcome of a comparison means to a scheduler. */
export function exitCodeOf(status: OverallStatus): ExitCode {
  return OF_STATUS[status];
}

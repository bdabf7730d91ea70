/**
 * Who is who across pulls: the numbering of equal rows, the comparison of a pull with what is stored, and the
 * device that a printed reference means.
 *
 * @module reseller-sdk/identity
 */
export type { AccountChoice, AccountIndex } from './account-index.ts';
export { AccountLadder } from './account-ladder.ts';
export { ACCOUNT_RUNGS, type AccountAliases, type AccountRung } from './account-names.ts';
export {
  type ComparePullOptions,
  comparePull,
  type DayRange,
  type PullComparison,
  type PulledRow,
  type PullRefusal,
  requireAccepted,
  type StoredRow,
} from './compare-pull.ts';
export type { KnownDevice } from './crowd.ts';
export {
  DEFAULT_PREFIX_LENGTH,
  DeviceIndex,
  type DeviceIndexOptions,
  type DeviceReference,
  type DeviceResolution,
  type ResolutionState,
  readReference,
} from './device-index.ts';
export { type NumberedRow, numberRows, rowId, snapshotContentHash } from './occurrence.ts';
export { plainId } from './plain-id.ts';

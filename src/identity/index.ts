/**
 * Who is who across pulls: the numbering of equal rows, the comparison of a pull with what is stored, and the
 * device that a printed reference means.
 *
 * @module reseller-sdk/identity
 */
export {
  ACCOUNT_RUNGS,
  type AccountAliases,
  AccountLadder,
  type AccountRung,
} from './account-ladder.ts';
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
export {
  DEFAULT_PREFIX_LENGTH,
  DeviceIndex,
  type DeviceIndexOptions,
  type DeviceReference,
  type DeviceResolution,
  type KnownDevice,
  type ResolutionState,
  readReference,
} from './device-index.ts';
export { type NumberedRow, numberRows, rowId, snapshotContentHash } from './occurrence.ts';
export { plainId } from './plain-id.ts';

import type {
  CategoryStatus,
  FindingCode,
  FindingSeverity,
  IncompleteReason,
  OverallStatus,
} from '../../../reconciler/index.ts';
import type { Tone } from '../parts/blocks.ts';

/** What a status says, and how good that is. */
export type StatusWords = readonly [text: string, tone: Tone];

/** The outcome of a whole comparison. */
export const OVERALL: Readonly<Record<OverallStatus, StatusWords>> = {
  ok: ['In agreement', 'good'],
  variance_detected: ['Differences found', 'bad'],
  incomplete: ['Incomplete', 'warn'],
};

/** The outcome of a category. */
export const CATEGORY_STATUS: Readonly<Record<CategoryStatus, StatusWords>> = {
  ok: ['Agrees', 'good'],
  within_tolerance: ['Within tolerance', 'good'],
  over_billed: ['Billed too much', 'bad'],
  under_billed: ['Billed too little', 'warn'],
  offsetting: ['Errors cancel out', 'bad'],
  not_comparable: ['Not comparable', 'plain'],
};

/** Groups of findings, in the order in which they are shown. */
export const SEVERITIES: readonly (readonly [FindingSeverity, title: string])[] = [
  ['problem', 'Differences to act on'],
  ['doubt', 'Reasons to doubt a figure'],
  ['info', 'Remarks'],
];

/** What was found. */
export const FINDING: Readonly<Record<FindingCode, string>> = {
  PORTAL_ONLY_DEVICE: 'Billed, but not in use',
  SERVER_ONLY_DEVICE: 'In use, but not billed',
  QTY_PORTAL_HIGHER: 'More billed than in use',
  QTY_PORTAL_LOWER: 'Less billed than in use',
  DUPLICATE_PORTAL_LINE: 'Billed by more than one line',
  SUSPENDED_ACCOUNT_BILLED: 'Suspended account is billed',
  PAST_GRACE: 'Still listed after the paid period',
  ACCOUNT_MISMATCH: 'Billed under another account name',
  AMBIGUOUS_DEVICE_PREFIX: 'Shortened device id fits several devices',
  DEVICE_ON_MULTIPLE_ACCOUNTS: 'Device is known under several accounts',
  SOURCE_WITHOUT_DEVICE: 'Usage that belongs to no known device',
  ZERO_QUANTITY_BILLED: 'Billed with a quantity of zero or less',
  UNMAPPED_BOOSTER: 'Billed extra without a category',
  UNKNOWN_PORTAL_TYPE: 'Line of an unknown type',
  PARSE_ISSUE: 'Line that could not be read in full',
  SERVER_FAILED: 'Server gave no usage',
  SNAPSHOT_SKEW: 'Both sides were read too far apart',
  NO_UNIT_PRICE: 'No price is known',
  MULTI_SOURCE_SAME_DEVICE: 'Several sources on one device',
  STALE_STATISTICS: 'Counts come from an old job',
  MAX_OF_TWO_JOBS_DIFFERS: 'Last and last successful job differ',
  WITHIN_GRACE: 'Still within the paid period',
};

/** Why a comparison is incomplete. */
export const INCOMPLETE: Readonly<Record<IncompleteReason, string>> = {
  SERVER_FAILED: 'A server that is needed could not be read.',
  SERVER_SKIPPED: 'A server that is needed was left out.',
  SERVER_MISSING: 'Nothing is known of a server that is needed.',
  SNAPSHOT_SKEW: 'Servers and portal were read too far apart in time.',
  PORTAL_SNAPSHOT_MISSING: 'There is no portal snapshot near enough in time.',
  PORTAL_SNAPSHOT_PARTIAL: 'The portal snapshot is not complete.',
};

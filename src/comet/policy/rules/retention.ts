import type { Issue } from '../../../core/errors/input.ts';
import { memberOf } from '../json.ts';
import { type DraftFacts, isOn, numberOf, type Placed, placeOf, rangesOf, retentionsOf } from './facts.ts';

const KEEP_ONLY = 802;
/** The vendor's `RETENTIONRANGE_MAXINT`. */
const MOST = 2 ** 50;
const QUANTITIES = [
  'Timestamp',
  'Jobs',
  'Days',
  'Weeks',
  'Months',
  'Years',
  'WeekOffset',
  'MonthOffset',
  'YearOffset',
];

/** What a type of range counts in: at least one of `counts` is above 0; nothing else but the offset is given. */
interface RangeType {
  readonly counts: readonly string[];
  readonly offset?: { readonly name: string; readonly least: number; readonly most: number };
}

const JOBS: RangeType = { counts: ['Jobs'] };
const RANGE_TYPES: ReadonlyMap<number, RangeType> = new Map<number, RangeType>([
  [900, JOBS],
  [901, { counts: ['Timestamp'] }],
  [902, { counts: ['Days', 'Weeks', 'Months', 'Years'] }],
  [903, { counts: ['Days'] }],
  [905, { counts: ['Months'], offset: { name: 'MonthOffset', least: 1, most: 31 } }],
  [906, { counts: ['Weeks'], offset: { name: 'WeekOffset', least: 0, most: 6 } }],
  [907, JOBS],
  [908, JOBS],
  [909, JOBS],
  [910, JOBS],
  [911, { counts: ['Years'], offset: { name: 'YearOffset', least: 0, most: MOST } }],
]);

/** R7 to R10. */
export function retentionRefusals(facts: DraftFacts): Issue[] {
  const found = retentionsOf(facts);
  const issues = found.flatMap((retention) => [...modeRefusals(retention), ...rangeRefusals(retention)]);
  const isEnforced = isOn(facts, 'EnforceStorageVaultRetention');
  if (isEnforced && numberOf(memberOf(facts.user, 'DefaultStorageVaultRetention'), 'Mode') === 0) {
    issues.push({
      path: placeOf('EnforceStorageVaultRetention'),
      message: 'there is no default retention to enforce',
      code: 'RETENTION_MISSING',
    });
  }
  return issues;
}

function modeRefusals(retention: Placed): Issue[] {
  const mode = numberOf(retention.value, 'Mode');
  const ranges = rangesOf(retention).length;
  const path = `${retention.at}.Ranges`;
  if (mode === KEEP_ONLY && ranges === 0) {
    return [
      { path, message: 'nothing is kept: every backup would be deleted', code: 'RETENTION_KEEPS_NOTHING' },
    ];
  }
  if (mode === KEEP_ONLY || ranges === 0) return [];
  return [
    { path, message: 'the ranges would be ignored: the mode is not 802', code: 'RETENTION_RANGES_IGNORED' },
  ];
}

function rangeRefusals(retention: Placed): Issue[] {
  return rangesOf(retention).flatMap(({ at, value }) =>
    problemsOf(value).map((message) => ({ path: at, message, code: 'RETENTION_RANGE_INVALID' })),
  );
}

function problemsOf(range: unknown): string[] {
  const number = numberOf(range, 'Type');
  const type = RANGE_TYPES.get(number);
  if (type === undefined) return [`${number} is no type of range`];
  const { counts, offset } = type;
  const known = new Set([...counts, offset?.name]);
  const problems = QUANTITIES.flatMap((name) => quantityProblems(range, name, known.has(name)));
  if (!counts.some((name) => numberOf(range, name) > 0))
    problems.push(`needs ${counts.join(' or ')} above 0`);
  if (offset !== undefined) {
    const { name, least, most } = offset;
    const value = memberOf(range, name) === undefined ? Number.NaN : numberOf(range, name);
    // The base of the year's offset is not published, so it may be left out.
    const mayMiss = name === 'YearOffset' && Number.isNaN(value);
    if (!mayMiss && !(value >= least && value <= most))
      problems.push(`needs ${name} from ${least} to ${most}`);
  }
  return problems;
}

function quantityProblems(range: unknown, name: string, isOwn: boolean): string[] {
  const value = numberOf(range, name);
  if (!isOwn) return value === 0 ? [] : [`${name} does not belong to this type of range`];
  const problems = value > MOST ? [`${name} is beyond 2^50`] : [];
  if (value < 0 && !name.endsWith('Offset')) problems.push(`${name} is negative`);
  return problems;
}

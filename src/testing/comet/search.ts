import type { BackupJobDetail, SearchClause } from '../../comet/admin/types/index.ts';
import { Refusal } from './refusal.ts';

type Test = (field: unknown, wanted: string) => boolean;

const integer =
  (test: (field: bigint, wanted: bigint) => boolean): Test =>
  (field, wanted) => {
    if (!/^-?\d+$/.test(wanted)) throw new Refusal(400, 'RuleValue is not an integer');
    const isNumber = typeof field === 'bigint' || Number.isSafeInteger(field);
    return test(isNumber ? BigInt(String(field)) : 0n, BigInt(wanted));
  };

const text =
  (test: (field: string, wanted: string) => boolean): Test =>
  (field, wanted) =>
    test(typeof field === 'string' ? field : '', wanted);

const OPERATORS: ReadonlyMap<string, Test> = new Map([
  ['int_eq', integer((field, wanted) => field === wanted)],
  ['int_neq', integer((field, wanted) => field !== wanted)],
  ['int_gt', integer((field, wanted) => field > wanted)],
  ['int_gte', integer((field, wanted) => field >= wanted)],
  ['int_lt', integer((field, wanted) => field < wanted)],
  ['int_lte', integer((field, wanted) => field <= wanted)],
  ['bool_is', (field, wanted) => field === (wanted === 'true' || wanted === '1')],
  ['bool_nis', (field, wanted) => field !== (wanted === 'true' || wanted === '1')],
  ...textOperators(),
]);

/** Text tests come plain, negated (`n`) and case-blind (`_ci`). */
function textOperators(): [string, Test][] {
  const tests: Record<string, (field: string, wanted: string) => boolean> = {
    contains: (field, wanted) => field.includes(wanted),
    startswith: (field, wanted) => field.startsWith(wanted),
    endswith: (field, wanted) => field.endsWith(wanted),
    eq: (field, wanted) => field === wanted,
    regexmatch: (field, wanted) => pattern(wanted).test(field),
  };
  return Object.entries(tests).flatMap(([name, test]): [string, Test][] => [
    [`str_${name}`, text(test)],
    [`str_n${name}`, text((field, wanted) => !test(field, wanted))],
    [`str_${name}_ci`, text((field, wanted) => test(field.toLowerCase(), wanted.toLowerCase()))],
    [`str_n${name}_ci`, text((field, wanted) => !test(field.toLowerCase(), wanted.toLowerCase()))],
  ]);
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new Refusal(400, 'RuleValue is not a regular expression');
  }
}

/** Whether a job fits a `SearchClause`. @throws Refusal for an operator or group that the server does not know */
export function matches(job: BackupJobDetail, clause: SearchClause): boolean {
  const children = clause.ClauseChildren ?? [];
  const fits = (child: SearchClause): boolean => matches(job, child);
  switch (clause.ClauseType) {
    case '':
      return matchesRule(job, clause);
    case 'and':
      return children.every(fits);
    case 'or':
      return children.some(fits);
    case 'not_and':
      return !children.every(fits);
    case 'not_or':
      return !children.some(fits);
    default:
      throw new Refusal(400, 'ClauseType is not known');
  }
}

function matchesRule(job: BackupJobDetail, clause: SearchClause): boolean {
  const [struct, field = ''] = clause.RuleField.split('.');
  const test = OPERATORS.get(clause.RuleOperator);
  if (struct !== 'BackupJobDetail' || test === undefined) throw new Refusal(400, 'The rule is not known');
  return test(Object.hasOwn(job, field) ? Reflect.get(job, field) : undefined, clause.RuleValue);
}

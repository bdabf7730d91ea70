import { toUnits } from '../../core/amount.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { compareText } from '../places.ts';
import { readInteger } from '../plan/figures.ts';
import type { Intake } from '../plan/intake.ts';
import { LOT_KINDS, MAX_GROUP_SEQ, MAX_PRIORITY, type OrderPolicy, orderKey } from '../policy/order.ts';
import type { CreditLot, UsageRecord } from '../rows.ts';

/** A lot as it was when it was created. Rows of the ledger fit as they are. */
export type LotFacts = Pick<
  CreditLot,
  'id' | 'kind' | 'original' | 'effectiveAt' | 'expiresAt' | 'priority' | 'scope' | 'groupSeq'
>;

/** A usage of zero or more. Rows of the ledger fit as they are. */
export type UsageFacts = Pick<UsageRecord, 'id' | 'occurredAt' | 'amount' | 'scope'>;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const NOT_INSTANT = 'must be an instant in UTC with milliseconds, such as 2026-01-31T00:00:00.000Z';

/** What each lot holds at first, in units. What is wrong is refused at `intake`. */
export function unitsOfLots(lots: readonly LotFacts[], scale: number, intake: Intake): bigint[] {
  const seen = new Set<string>();
  return lots.map((lot, index) => {
    const path = `lots[${index}]`;
    checkLot(lot, path, intake);
    if (seen.has(lot.id)) intake.refuse(`${path}.id`, 'must not stand there twice');
    seen.add(lot.id);
    return readUnits(lot.original, scale, intake, () => `${path}.original`);
  });
}

/** Reads usages one by one, in the order of time. What is wrong is refused at `intake`. */
export class UsageReader {
  readonly #scale: number;
  readonly #intake: Intake;
  #last: string | undefined;

  constructor(scale: number, intake: Intake) {
    this.#scale = scale;
    this.#intake = intake;
  }

  /** Whether a usage is not before the one that was asked about last. */
  isNext({ occurredAt }: UsageFacts, index: number): boolean {
    // Rows of a day often share their instant; one look at it is enough.
    if (occurredAt === this.#last) return true;
    if (!INSTANT.test(occurredAt)) this.#intake.refuse(`usages[${index}].occurredAt`, NOT_INSTANT);
    const isNext = this.#last === undefined || occurredAt > this.#last;
    this.#last = occurredAt;
    return isNext;
  }

  /** What it asks for, in units. */
  units({ amount }: UsageFacts, index: number): bigint {
    return readUnits(amount, this.#scale, this.#intake, () => `usages[${index}].amount`);
  }
}

function checkLot(lot: LotFacts, path: string, intake: Intake): void {
  const { kind, effectiveAt, expiresAt, scope } = lot;
  readInteger(intake, lot.priority, -MAX_PRIORITY, MAX_PRIORITY, `${path}.priority`);
  readInteger(intake, lot.groupSeq, 0, MAX_GROUP_SEQ, `${path}.groupSeq`);
  if (scope !== null && !Array.isArray(scope))
    intake.refuse(`${path}.scope`, 'must be null or a list of tags');
  if (!LOT_KINDS.includes(kind)) intake.refuse(`${path}.kind`, `must be one of ${LOT_KINDS.join(', ')}`);
  if (!INSTANT.test(effectiveAt)) intake.refuse(`${path}.effectiveAt`, NOT_INSTANT);
  if (expiresAt === null) return;
  if (!INSTANT.test(expiresAt)) intake.refuse(`${path}.expiresAt`, NOT_INSTANT);
  else if (expiresAt <= effectiveAt) intake.refuse(`${path}.expiresAt`, 'must be later than effectiveAt');
}

/** Only what is wrong needs its path, and a million paths cost more than a million amounts. */
function readUnits(amount: string, scale: number, intake: Intake, path: () => string): bigint {
  try {
    const units = toUnits(amount, scale);
    if (units < 0n) intake.refuse(path(), 'must not be negative; pass it as a lot of kind adjustment');
    return units;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    for (const { message, code } of error.issues) intake.refuse(path(), message, code);
    return 0n;
  }
}

/** Indices of lots in the order of use. */
export function inOrderOfUse(lots: readonly LotFacts[], order: OrderPolicy): number[] {
  const keys = lots.map((lot) => orderKey(lot, order));
  return [...lots.keys()].sort((a, b) => compareText(keys[a] ?? '', keys[b] ?? ''));
}

/**
 * Indices of lots in the order of arriving: credits of one instant come purchase by purchase (15.7), and the first
 * settles debts before the second is looked at.
 */
export function inOrderOfArrival(lots: readonly LotFacts[], inOrder: readonly number[]): number[] {
  return [...inOrder].sort((a, b) => {
    const [one, other] = [lots[a], lots[b]];
    if (one === undefined || other === undefined) return 0;
    return compareText(one.effectiveAt, other.effectiveAt) || one.groupSeq - other.groupSeq;
  });
}

/** Indices of usages in the order of time, equal instants as they stand. */
export function inOrderOfTime(usages: readonly UsageFacts[]): number[] {
  const timeOf = (index: number): string => usages[index]?.occurredAt ?? '';
  return [...usages.keys()].sort((a, b) => compareText(timeOf(a), timeOf(b)));
}

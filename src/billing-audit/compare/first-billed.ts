import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { Day } from '../../core/time.ts';
import { ChargeReader } from '../charge-reader.ts';
import { type DayNumber, dayText } from '../days.ts';
import type { AuditWindow, Charge } from '../records.ts';
import { readWindow } from '../window.ts';
import { type ItemKey, itemKeyOf, keyText } from './item-key.ts';

/** Options of {@link firstBilled}. */
export interface FirstBilledOptions {
  /** Name under which a category is counted; null leaves it out. Default: the category itself. */
  readonly bucketOf?: ((category: string) => string | null) | undefined;
  /** Units that a charge stands for in its bucket, such as its seats. Default 1. */
  readonly unitsOf?: ((charge: Charge) => number) | undefined;
}

/** An item that was charged for the first time within the window. */
export interface NewItem extends ItemKey {
  readonly bucket: string;
  readonly firstDay: Day;
  readonly units: number;
  /** Its first charge: of several on the first day, the first by id. */
  readonly charge: Charge;
}

/** What is new within a window. */
export interface FirstBilled {
  /** Newest first, then by category and identity. */
  readonly items: readonly NewItem[];
  /** Items and units of each bucket that occurs, in code-unit order. */
  readonly buckets: Readonly<Record<string, { readonly items: number; readonly units: number }>>;
}

interface First {
  readonly charge: Charge;
  readonly day: DayNumber;
}

/**
 * What was charged for the first time within a window. Pass all history that there is: what an older charge does not
 * show looks new. Credits and charges of 0 are no first charges. Source: billing-audit 4.13.
 *
 * @throws InvalidInputError with every charge that has no calendar day or decimal amount, or for a window without days
 */
export function firstBilled(
  charges: Iterable<Charge>,
  window: AuditWindow,
  { bucketOf = (category) => category, unitsOf = () => 1 }: FirstBilledOptions = {},
): FirstBilled {
  const { from, to } = readWindow(window);
  const found: { readonly id: string; readonly item: NewItem; readonly day: DayNumber }[] = [];
  for (const [id, { charge, day }] of firstCharges(charges)) {
    const bucket = day < from || day > to ? null : bucketOf(charge.category);
    if (bucket === null) continue;
    const item = { ...itemKeyOf(charge), bucket, firstDay: dayText(day), units: unitsOf(charge), charge };
    found.push({ id, item, day });
  }
  const items = found
    .sort((a, b) => b.day - a.day || compareText(a.item.category, b.item.category) || compareText(a.id, b.id))
    .map(({ item }) => item);
  return { items, buckets: countBuckets(items) };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function firstCharges(charges: Iterable<Charge>): Map<string, First> {
  const firsts = new Map<string, First>();
  const reader = new ChargeReader();
  const issues: Issue[] = [];
  let index = 0;
  for (const charge of charges) {
    const read = reader.read(charge);
    if (read === undefined) {
      issues.push({ path: `charges[${index}]`, message: 'needs a calendar day and a decimal amount' });
    } else if (read.amount.units > 0n) {
      const id = keyText(itemKeyOf(charge));
      const known = firsts.get(id);
      const isEarlier = known === undefined || read.day < known.day;
      if (isEarlier || (read.day === known.day && charge.id < known.charge.id)) firsts.set(id, read);
    }
    index += 1;
  }
  if (issues.length > 0) throw new InvalidInputError('charges', issues);
  return firsts;
}

function countBuckets(items: readonly NewItem[]): FirstBilled['buckets'] {
  const counts = new Map<string, { items: number; units: number }>();
  for (const { bucket, units } of items) {
    const count = counts.get(bucket) ?? { items: 0, units: 0 };
    count.items += 1;
    count.units += units;
    counts.set(bucket, count);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => compareText(a, b)));
}

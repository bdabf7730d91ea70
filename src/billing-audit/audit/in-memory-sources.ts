import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { ChargeReader, type ReadCharge } from '../charge-reader.ts';
import type { CoverageInput } from '../coverage.ts';
import { dayOf, dayOfMs } from '../days.ts';
import { byTime, readFact, refuseFacts, type TimedFact } from '../lifecycle/fact-reader.ts';
import type { Charge, Fact, PlanLine } from '../records.ts';
import type { Listing } from '../rhythm/listing.ts';
import { PlanLineReader, refusePlanLines } from '../rhythm/plan-line-reader.ts';
import { type DaySpan, readWindow } from '../window.ts';
import type { AuditSources } from './sources.ts';

/** Lists to audit, each in any order. */
export interface AuditLists {
  readonly charges: Iterable<Charge>;
  readonly planLines?: Iterable<PlanLine> | undefined;
  readonly facts: Iterable<Fact>;
  readonly coverage?: CoverageInput | undefined;
}

function byDayAndId(a: ReadCharge, b: ReadCharge): number {
  return a.day - b.day || (a.charge.id < b.charge.id ? -1 : a.charge.id > b.charge.id ? 1 : 0);
}

function isIn({ from, to }: DaySpan, day: number): boolean {
  return day >= from && day <= to;
}

/**
 * Lists in memory as the sources of an audit, sorted as it wants them. Charges without a readable day or amount are
 * passed on, and counted by the audit.
 *
 * @throws InvalidInputError with every plan line, or else every fact, that cannot be read; `DUPLICATE_ROW_ID` with
 * every charge whose id stands twice, as it does where two pulls of the same days are joined
 */
export function inMemorySources({ charges, planLines = [], facts, coverage }: AuditLists): AuditSources {
  const { read, unreadable } = sortedCharges(charges);
  const lines = sortedLines(planLines);
  const known = sortedFacts(facts);
  const within = (span: DaySpan): Charge[] =>
    read.filter(({ day }) => isIn(span, day)).map(({ charge }) => charge);
  return {
    charges: {
      // Nobody can tell whether a line without a day lies in the window; the audit counts it.
      charges: (window) => [...unreadable, ...within(readWindow(window))],
      credits: (window) => {
        const span = readWindow(window);
        return read
          .filter(({ day, amount }) => isIn(span, day) && amount.units < 0n)
          .map(({ charge }) => charge);
      },
    },
    plans: {
      lines: (window) => {
        const span = readWindow(window);
        return lines.filter(({ at }) => isIn(span, dayOfMs(at))).map(({ line }) => line);
      },
    },
    facts: {
      facts: (until) => {
        const last = dayOf(until, 'until');
        return known.filter(({ at }) => dayOfMs(at) <= last).map(({ fact }) => fact);
      },
    },
    coverage,
  };
}

interface ReadCharges {
  readonly read: readonly ReadCharge[];
  readonly unreadable: readonly Charge[];
}

function sortedCharges(charges: Iterable<Charge>): ReadCharges {
  const reader = new ChargeReader();
  const read: ReadCharge[] = [];
  const unreadable: Charge[] = [];
  const ids = new Set<string>();
  const issues: Issue[] = [];
  let index = 0;
  for (const charge of charges) {
    const one = reader.read(charge);
    if (one === undefined) unreadable.push(charge);
    else if (ids.has(charge.id)) {
      const message = `${JSON.stringify(charge.id.slice(0, 100))} stands twice; give each charge once`;
      issues.push({ path: `charges[${index}].id`, message, code: 'DUPLICATE_ROW_ID' });
    } else {
      ids.add(charge.id);
      read.push(one);
    }
    index += 1;
  }
  if (issues.length > 0) throw new InvalidInputError('charges', issues, 'DUPLICATE_ROW_ID');
  return { read: read.sort(byDayAndId), unreadable };
}

function sortedLines(planLines: Iterable<PlanLine>): Listing[] {
  const issues: Issue[] = [];
  const reader = new PlanLineReader();
  const lines = Array.from(planLines, (line, index) => reader.read(line, `planLines[${index}]`, issues));
  refusePlanLines(issues);
  return lines.filter((line) => line !== undefined).sort((a, b) => a.at - b.at);
}

function sortedFacts(facts: Iterable<Fact>): TimedFact[] {
  const issues: Issue[] = [];
  const read = Array.from(facts, (fact, index) => readFact(fact, `facts[${index}]`, issues));
  refuseFacts(issues);
  return read.filter((fact) => fact !== undefined).sort(byTime);
}

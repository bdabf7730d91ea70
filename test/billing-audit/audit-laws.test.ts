import fc from 'fast-check';
import {
  type AuditPolicy,
  type AuditResult,
  collectAudit,
  type Finding,
  foldLives,
  foldRhythm,
  groupCases,
  inMemorySources,
  judge,
} from 'reseller-sdk/billing-audit';
import { decimal } from 'reseller-sdk/decimal';
import { describe, expect, it } from 'vitest';
import { history, order, policy, shuffled, WINDOW } from './arbitraries.ts';

const RUNS = { numRuns: 80 };

type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

function sum(values: Iterable<string>): string {
  let total = decimal(0);
  for (const value of values) total = total.plus(value);
  return total.toFixed();
}

async function audit(lists: History, rules: AuditPolicy) {
  return collectAudit(inMemorySources(lists), WINDOW, { policy: rules, includeOk: true });
}

/** Of lines that one snapshot holds of one service, the first lends the sum its text; the numbers are those of all. */
function bare({ findings, totals }: AuditResult) {
  const numbers = findings.map(({ rhythm, ...finding }) => {
    const { nextDue = null, quantity = null, amount = null } = rhythm?.seen ?? {};
    return {
      ...finding,
      rhythm: rhythm === null ? null : { ...rhythm, seen: { nextDue, quantity, amount } },
    };
  });
  return { numbers, totals };
}

const LATE = new Set(['confirmed', 'probable', 'reversed']);

function isLate({ verdict, codes }: Finding): boolean {
  return LATE.has(verdict) || codes.some(({ code }) => code === 'AFTER_STOP');
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

describe('laws of an audit', { timeout: 60_000 }, () => {
  // Mutant: a net amount that forgets a credit, in a finding or in the totals.
  it('money: gross is net plus credited, line by line and in every sum', async () => {
    await fc.assert(
      fc.asyncProperty(history, policy, async (lists, rules) => {
        const { findings, totals } = await audit(lists, rules);
        for (const { gross, credited, net } of findings) expect(sum([credited, net])).toBe(gross);
        for (const verdict of Object.keys(totals.byVerdict) as Finding['verdict'][]) {
          const own = findings.filter((finding) => finding.verdict === verdict);
          const categories = Object.values(totals.byCategory).map((sums) => sums[verdict]);
          const total = totals.byVerdict[verdict];
          expect(total.count).toBe(own.length);
          expect(categories.reduce((count, one) => count + one.count, 0)).toBe(own.length);
          for (const name of ['gross', 'credited', 'net'] as const) {
            expect(total[name]).toBe(sum(own.map((finding) => finding[name])));
            expect(total[name]).toBe(sum(categories.map((one) => one[name])));
          }
        }
      }),
      RUNS,
    );
  });

  // Mutant: a credit that is seen instead of spent, so that it clears several charges.
  it('credits: what was credited and what is left make up all credits', async () => {
    await fc.assert(
      fc.asyncProperty(history, policy, async (lists, rules) => {
        const { findings, totals } = await audit(lists, rules);
        const credits = lists.charges.filter(({ amount }) => amount.startsWith('-'));
        const all = sum(credits.map(({ amount }) => amount.slice(1)));
        const spent = sum(findings.map(({ credited }) => credited));
        const { gross, credited, net } = totals.unusedCredits;
        expect(sum([spent, net])).toBe(all);
        expect(sum([credited, net])).toBe(gross);
        expect(totals.credits).toBe(credits.length);
      }),
      RUNS,
    );
  });

  // Mutant: a credit dated before the charge, or of another service, or one spent on a charge that is in order.
  it('drawing: only late charges draw, and only on later credits of their account and category', async () => {
    await fc.assert(
      fc.asyncProperty(history, policy, async (lists, rules) => {
        const { findings } = await audit(lists, rules);
        for (const finding of findings) {
          if (!isLate(finding)) expect(finding.creditIds).toEqual([]);
          for (const id of finding.creditIds) {
            const credit = lists.charges.find((one) => one.id === id);
            expect(credit?.amount.startsWith('-')).toBe(true);
            expect(credit?.category).toBe(finding.category);
            expect((credit?.day ?? '') >= finding.day).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  // Mutant: any step that looks at the place of a row, or at the order in which services are met.
  it('order: the lists may come in any order', async () => {
    await fc.assert(
      fc.asyncProperty(history, policy, order, async (lists, rules, keys) => {
        const mixed = {
          facts: shuffled(lists.facts, keys),
          charges: shuffled(lists.charges, keys),
          planLines: shuffled(lists.planLines, keys),
        };
        expect(bare(await audit(mixed, rules))).toEqual(bare(await audit(lists, rules)));
      }),
      RUNS,
    );
  });

  // Mutant: a fold that counts facts instead of taking them in.
  it('again: facts that are told twice say nothing new', async () => {
    await fc.assert(
      fc.asyncProperty(history, policy, async (lists, rules) => {
        const twice = { ...lists, facts: [...lists.facts, ...lists.facts] };
        expect(await audit(twice, rules)).toEqual(await audit(lists, rules));
      }),
      RUNS,
    );
  });

  // Mutant: sorting or filling in what the caller passed.
  it('pure: the lists stay as they are', async () => {
    await fc.assert(
      fc.asyncProperty(history, policy, async (lists, rules) => {
        const before = JSON.stringify(lists);
        await audit(deepFreeze(lists), rules);
        expect(JSON.stringify(lists)).toBe(before);
      }),
      RUNS,
    );
  });

  // Mutant: claiming from the early end of a stop.
  it('fair: nothing is claimed up to the latest day on which the service may have lived', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (lists) => {
        const { findings } = await collectAudit(inMemorySources(lists), WINDOW, {
          policy: { countable: ['hyperv_vms'] },
        });
        for (const finding of findings.filter(isLate)) {
          expect(finding.day > (finding.life?.stop?.latest ?? '9999-12-31')).toBe(true);
          expect(finding.day > (finding.billedThrough ?? '9999-12-31')).toBe(true);
        }
      }),
      RUNS,
    );
  });

  // Mutant: a verdict that passes over a link.
  it('links: confirmed is all observed, probable nothing missing, and each weak link has its code', async () => {
    const weak = {
      debit: ['DEBIT_NOT_EVIDENCED', 'ZERO_AMOUNT'],
      identity: ['ACCOUNT_MISMATCH'],
      stop: ['STOP_FROM_COUNTS', 'STOP_FROM_MISSING'],
      rhythm: [
        'RHYTHM_EXTRAPOLATED',
        'RHYTHM_FROM_REGISTRATION',
        'RHYTHM_FROM_SPACING',
        'RHYTHM_ASSUMED',
        'DUE_PHASE_CHANGED',
      ],
    } as const;
    await fc.assert(
      fc.asyncProperty(history, policy, async (lists, rules) => {
        const { findings } = await audit(lists, rules);
        for (const { verdict, links, codes } of findings.filter(isLate)) {
          const grades = Object.values(links);
          if (verdict === 'confirmed') expect(new Set(grades)).toEqual(new Set(['observed']));
          if (verdict === 'probable') expect(grades).not.toContain('missing');
          const names: readonly string[] = codes.map(({ code }) => code);
          expect(new Set(names).size).toBe(names.length);
          for (const link of ['debit', 'identity', 'stop', 'rhythm'] as const) {
            if (links[link] === 'observed') continue;
            expect(weak[link].some((code) => names.includes(code))).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  // Mutant: a pass that judges by what it saw before, other than by repeats, spacing and credits.
  it('alone: a charge that nothing repeats or credits is judged as it would be by itself', async () => {
    await fc.assert(
      fc.asyncProperty(history, policy, async (lists, drawn) => {
        // By itself, a charge is judged by all there is; so the audit has to read all of it, too.
        const rules = { ...drawn, creditHorizonDays: 90 };
        const { findings } = await audit(lists, rules);
        const lives = foldLives(lists.facts, { policy: rules });
        const rhythms = foldRhythm(lists.planLines, lives, rules);
        for (const finding of findings) {
          const isAlone = finding.repeatOf === null && finding.credited === '0';
          if (!isAlone || finding.rhythm?.source === 'spacing') continue;
          expect(judge(finding.charge, { lives, rhythms, policy: rules })).toEqual(finding);
        }
      }),
      RUNS,
    );
  });

  // Mutant: rounding line by line, or a pending line among the claimed ones.
  it('cases: every confirmed line is in one case, and their nets add up', async () => {
    await fc.assert(
      fc.asyncProperty(history, policy, async (lists, rules) => {
        const { findings } = await audit(lists, rules);
        const confirmed = findings.filter(({ verdict }) => verdict === 'confirmed');
        const days = groupCases(findings, rules).flatMap((one) => one.days);
        const ids = days.flatMap((one) => one.findings.map(({ chargeId }) => chargeId));
        expect(ids.sort()).toEqual(confirmed.map(({ chargeId }) => chargeId).sort());
        expect(sum(days.flatMap(({ claimed, pending }) => [claimed, pending]))).toBe(
          sum(confirmed.map(({ net }) => net)),
        );
      }),
      RUNS,
    );
  });
});

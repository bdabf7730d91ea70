/** Foreign text in every place that takes it: no markup, no attribute, no id, no drawing is made of it. */
import { type AuditTotals, groupCases } from 'reseller-sdk/billing-audit';
import type { ReconciliationReport } from 'reseller-sdk/reconciler';
import {
  type AuditReport,
  auditHtml,
  type CreditReport,
  creditHtml,
  type DashboardInput,
  dashboardHtml,
  reconciliationHtml,
} from 'reseller-sdk/reports/html';
import { describe, expect, it } from 'vitest';
import { sampleAudit } from './audit-samples.ts';
import { textOf } from './read-back.ts';
import { SAMPLE_JOBS, sampleCredit, sampleReconciliation } from './samples.ts';

const MARK = 'zq7';
/** Ends a script, a title, an attribute, a comment, a style; turns text; breaks pairs; is very long. */
const NAMES = [
  `</script></style></title></svg>--><b ${MARK}>`,
  `" onload="${MARK}" '${MARK}='`,
  `&lt;${MARK}&#39;`,
  `__proto__${MARK}`,
  `\u202e${MARK}\u2066\u200b\u0000\u001b[31m\ud800\u2028`,
  `${MARK}${'x'.repeat(10_000)}`,
];

/** Texts that are read as data: dates, amounts and words of the engines. */
const PLAIN = /^(?:-?\d[\d.]*|\d{4}-\d\d-\d\d(?:T.*)?)$/;
/** Members whose text is one of the engines' own words. */
const WORDS = new Set(['status', 'state', 'kind', 'code', 'severity', 'reason', 'verdict', 'mode', 'source']);

/** The same data, with the name in the place of every free text, keys of records included. */
function spoil(value: unknown, name: string, key = ''): unknown {
  if (Array.isArray(value))
    return key === 'reasons' || key === 'gaps' ? value : value.map((one) => spoil(one, name));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([own, one]) => [own, spoil(one, name, own)]));
  }
  const isFree = typeof value === 'string' && !WORDS.has(key) && !PLAIN.test(value);
  return isFree && !/^(?:debit|identity|stop|rhythm|compare)$/.test(key) ? name : value;
}

interface World {
  readonly reconciliation: ReconciliationReport;
  readonly credit: CreditReport;
  readonly audit: AuditReport;
}

const world: World = {
  reconciliation: sampleReconciliation({ failed: true }),
  credit: await sampleCredit(),
  audit: await sampleAudit(),
};

/** Spoiling keeps the shape, as it replaces text by text. */
function spoiled(name: string): World {
  return spoil(world, name) as World;
}

/** A report of that world in every form, options spoiled too. */
function documentsOf(name: string): string[] {
  const { reconciliation, credit, audit } = spoiled(name);
  const byCategory: AuditTotals['byCategory'] = { [name]: audit.totals.byVerdict };
  const spoiledAudit = {
    ...audit,
    totals: { ...audit.totals, byCategory },
    cases: groupCases(audit.findings),
    labels: { [name]: name, toString: name },
  };
  const options = { title: name, brand: name };
  const jobs = SAMPLE_JOBS.map((job) => ({ ...job, name, note: name }));
  const all: DashboardInput = { reconciliation, credit, audit: spoiledAudit, jobs };
  return [
    reconciliationHtml(reconciliation, options),
    creditHtml(credit, options),
    auditHtml(spoiledAudit, options),
    dashboardHtml(all, options),
  ];
}

const clean = documentsOf('plain');

/** A tag as the reports write them: every value in double quotes. */
const ELEMENT = /<(?:\/?[a-z][a-z0-9]*)(?:\s+[\w:-]+(?:="[^"<>]*")?)*\s*\/?>|<!doctype html>/g;

/** Elements and attributes of a document, without their values. */
function skeletonOf(document: string): string[] {
  return [...document.matchAll(/<(\/?[a-z][a-z0-9]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, tag = '', attributes = '']) => [tag, ...(attributes.match(/[\w:-]+(?==")/g) ?? [])].join(' '),
  );
}

describe.each(NAMES.map((name) => [name.slice(0, 30), name] as const))(
  'a name such as %j',
  (_short, name) => {
    const documents = documentsOf(name);

    it('adds no element and no attribute to any report', () => {
      for (const [index, document] of documents.entries()) {
        const rest = document.replace(/<style>[\s\S]*?<\/style>/g, '').replace(ELEMENT, '');
        expect(rest).not.toMatch(/[<>]/);
        expect(skeletonOf(document)).toEqual(skeletonOf(clean[index] ?? ''));
      }
    });

    it('is read, without what hides or turns text, in every report', () => {
      for (const document of documents) {
        expect(document).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(textOf(document)).toContain(MARK);
        expect(document.length).toBeLessThan(200_000);
      }
    });

    it('gets into no id, no link, no class and no style', () => {
      for (const document of documents) {
        for (const [, value = ''] of document.matchAll(
          / (?:id|href|class|style|points|d|viewBox|datetime|value|aria-labelledby)="([^"]*)"/g,
        )) {
          expect(value).not.toContain(MARK);
        }
      }
    });
  },
);

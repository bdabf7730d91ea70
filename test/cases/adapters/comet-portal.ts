import {
  parseMoney,
  parsePacksUsed,
  parseServiceName,
  parseVendorDay,
  parseVendorInstant,
  readActiveServices,
  readBillingHistory,
  withOccurrences,
} from 'reseller-sdk/comet/portal';
import * as z from 'zod';
import type { Adapter } from '../runner.ts';

const Texts = z.array(z.string());
const Packs = z.strictObject({ text: z.string().nullable(), amount: z.string().optional() });
const Rows = z.strictObject({
  rows: z.array(z.unknown()),
  fetchedAt: z.iso.datetime().default('2026-08-07T02:00:00Z'),
});

const COMPAT = { compat: 'cometbilling' } as const;

/** Text to what it was read as: a value, null where it is absent, `unreadable` otherwise. */
function readAll(parse: typeof parseMoney, input: unknown): Record<string, string | null> {
  const readings = Texts.parse(input).map((text) => {
    const reading = parse(text);
    return [text, reading.ok ? reading.value : 'unreadable'] as const;
  });
  return Object.fromEntries(readings);
}

function codesOf(issues: readonly { readonly code: string; readonly row: number | null }[]): string[] {
  return issues.map(({ code, row }) => (row === null ? code : `${row} ${code}`));
}

export const adapters: Record<string, Adapter> = {
  'comet-portal/money': (input) => readAll(parseMoney, input),
  'comet-portal/day': (input) => readAll(parseVendorDay, input),
  'comet-portal/instant': (input) => readAll(parseVendorInstant, input),
  'comet-portal/packs': (input) => {
    const { text, amount } = Packs.parse(input);
    return parsePacksUsed(text, amount);
  },
  'comet-portal/service-name': (input) => parseServiceName(z.string().parse(input)),
  'comet-portal/billing-history': (input) => {
    const { rows, fetchedAt } = Rows.parse(input);
    const report = readBillingHistory(rows, new Date(fetchedAt));
    const numbered = withOccurrences(report.rows);
    return {
      rows: numbered.map(({ row, occurrence, fingerprint }) => ({ ...row, occurrence, fingerprint })),
      invalid: report.invalid.map(({ index }) => index),
      issues: codesOf(report.issues),
    };
  },
  'comet-portal/active-services': (input) => {
    const { rows, fetchedAt } = Rows.parse(input);
    const report = readActiveServices(rows, new Date(fetchedAt));
    const numbered = withOccurrences(report.rows);
    return {
      rows: numbered.map(({ row, occurrence, fingerprint }) => ({ ...row, occurrence, fingerprint })),
      invalid: report.invalid.map(({ index }) => index),
      issues: codesOf(report.issues),
    };
  },
  'comet-portal/billing-history-compat': (input) => {
    const { rows, fetchedAt } = Rows.parse(input);
    const report = readBillingHistory(rows, new Date(fetchedAt), COMPAT);
    return { rows: [...report.rows], invalid: report.invalid.map(({ index }) => index) };
  },
  'comet-portal/active-services-compat': (input) => {
    const { rows, fetchedAt } = Rows.parse(input);
    const report = readActiveServices(rows, new Date(fetchedAt), COMPAT);
    return { rows: [...report.rows], invalid: report.invalid.map(({ index }) => index) };
  },
};

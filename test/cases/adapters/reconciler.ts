import {
  type ItemFigures,
  type ReconciliationReport,
  reconcile,
  reconcileStream,
  rerunReport,
  sealReport,
  verifyReport,
} from 'reseller-sdk/reconciler';
import * as z from 'zod';
import { given, Input } from '../../support/reconciler-input.ts';

function runReconcile(input: unknown): unknown {
  const { server, portal, options } = given(Input.parse(input));
  return byName(reconcile(server, portal, options));
}

const StreamInput = z.strictObject({
  ...Input.shape,
  sorted: z.boolean().default(false),
  keepItems: z.boolean().default(true),
});

async function* oneByOne<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  for (const row of rows) yield row;
}

async function runStream(input: unknown): Promise<unknown> {
  const { sorted, keepItems, ...rest } = StreamInput.parse(input);
  const { server, portal, options } = given(rest);
  const stream = reconcileStream(
    { ...server, rows: oneByOne(server.rows) },
    { ...portal, rows: oneByOne(portal.rows) },
    { ...options, sorted, keepItems },
  );
  const handed: string[] = [];
  const codes: string[] = [];
  for await (const { item, findings } of stream.items) {
    if (item !== null) handed.push(nameOf(item));
    codes.push(...findings.map(({ code }) => code));
  }
  return { report: byName(await stream.report()), handed, codes: codes.sort() };
}

const Sealing = z.strictObject({
  sealed: Input,
  now: Input.optional(),
  changed: z.tuple([z.string(), z.string()]).optional(),
});

function runRerun(input: unknown): unknown {
  const { sealed: first, now = first, changed } = Sealing.parse(input);
  const made = given(first);
  const report = reconcile(made.server, made.portal, made.options);
  const whole = sealReport(report, { ...made, rules: made.options.rules });
  const sealed = changed === undefined ? whole : { ...whole, json: whole.json.replace(...changed) };
  const { server, portal, options } = given(now);
  const sources = { server, portal, rules: options.rules };
  const rerun = rerunReport(sealed, sources, options);
  return {
    verify: verifyReport(sealed, sources),
    rerun: rerun.problems,
    status: rerun.report?.status ?? null,
  };
}

/** The report with its lists as objects, so that a case can name the parts it is about. */
function byName(report: ReconciliationReport): unknown {
  const counts = new Map<string, number>();
  for (const { code } of report.findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return {
    ...report,
    completeness: {
      ...report.completeness,
      servers: Object.fromEntries(report.completeness.servers.map((one) => [one.serverKey, one])),
    },
    categories: Object.fromEntries(report.categories.map((one) => [one.categoryId, one])),
    items: Object.fromEntries(report.items.map((one) => [nameOf(one), one])),
    codes: Object.fromEntries(counts),
  };
}

function nameOf({ categoryId, account, deviceId, kind }: ItemFigures): string {
  return `${categoryId}/${account ?? '-'}/${deviceId ?? '-'}/${kind}`;
}

export const adapters = {
  'reconciler/reconcile': runReconcile,
  'reconciler/stream': runStream,
  'reconciler/rerun': runRerun,
};

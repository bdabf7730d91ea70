import { ConfigError } from '../../core/errors/input.ts';
import { plainId, readReference } from '../../identity/index.ts';
import { Comparison } from '../comparison.ts';
import type { CompiledOptions } from '../compile-options.ts';
import { completenessFindings, judgeCompleteness } from '../completeness.ts';
import { checkHeaders, checkRows, factsOf, type Headers } from '../headers.ts';
import type { ReconciliationReport } from '../report.ts';
import { writeReport } from '../write-report.ts';
import { Outbox } from './outbox.ts';
import { SortedRows } from './sorted-rows.ts';
import type { ItemVariance, PortalStream, ServerStream } from './stream-input.ts';

/** Items as they are judged, and the report at the end; none if they were left before. */
export type Judging = AsyncGenerator<ItemVariance, ReconciliationReport | undefined, undefined>;

/** Compares rows in any order: nothing can be judged before the last one is in. */
export async function* compareUnsorted(
  server: ServerStream,
  portal: PortalStream,
  options: CompiledOptions,
  keepItems: boolean,
): Judging {
  const comparison = new Comparison(options);
  for await (const row of server.rows) comparison.addServerRow(row);
  for await (const row of portal.rows) comparison.addPortalRow(row);
  const servers = typeof server.servers === 'function' ? server.servers() : server.servers;
  const headers: Headers = { servers, snapshot: portal.snapshot };
  checkHeaders(headers, comparison.reader);
  checkRows(headers, comparison.reader);
  const outbox = new Outbox(keepItems ? comparison.emptyContents() : null);
  const { entries, judge } = comparison.judgement(factsOf(headers));
  for (const entry of entries) {
    judge(entry, outbox);
    yield* outbox.take();
  }
  comparison.handOver(outbox);
  return yield* finish(comparison, headers, options, outbox);
}

/** Compares rows in the order of their devices: what begins alike is judged together, and forgotten. */
export async function* compareSorted(
  server: ServerStream,
  portal: PortalStream,
  options: CompiledOptions,
  keepItems: boolean,
): Judging {
  const { servers } = server;
  if (typeof servers === 'function') {
    throw new ConfigError(
      'servers must be a list where the rows are sorted: items are judged before the end',
    );
  }
  const comparison = new Comparison(options);
  const outbox = new Outbox(keepItems ? comparison.emptyContents() : null);
  const { prefixLength } = options.settings;
  const ours = new SortedRows(
    server.rows,
    ({ deviceId }) => plainId(deviceId ?? '').slice(0, prefixLength),
    'server.rows',
  );
  const theirs = new SortedRows(
    portal.rows,
    ({ parsed, service }) =>
      readReference({ reference: parsed.deviceRef, text: service })?.slice(0, prefixLength) ?? '',
    'portal.rows',
  );
  try {
    const headers: Headers = { servers, snapshot: portal.snapshot };
    checkHeaders(headers, comparison.reader);
    checkRows(headers, comparison.reader);
    const facts = factsOf(headers);
    await Promise.all([ours.open(), theirs.open()]);
    for (let key = first(ours.key, theirs.key); key !== undefined; key = first(ours.key, theirs.key)) {
      await ours.drain(key, (row) => comparison.addServerRow(row));
      await theirs.drain(key, (row) => comparison.addPortalRow(row));
      checkRows(headers, comparison.reader);
      comparison.judgeGroup(facts, outbox);
      yield* outbox.take();
    }
    comparison.judgeWaiting(facts, outbox);
    return yield* finish(comparison, headers, options, outbox);
  } catch (error) {
    // What went wrong first is what is told, whatever happens as the sides are closed.
    await Promise.allSettled([ours.close(), theirs.close()]);
    throw error;
  } finally {
    await Promise.all([ours.close(), theirs.close()]);
  }
}

/** Hands out the last findings, and gives the report. */
async function* finish(
  comparison: Comparison,
  headers: Headers,
  options: CompiledOptions,
  outbox: Outbox,
): Judging {
  yield* outbox.take();
  const findings = completenessFindings(judgeCompleteness(headers, options));
  if (findings.length > 0) yield { item: null, findings };
  return writeReport(options, headers, comparison, outbox.contents());
}

function first(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a <= b ? a : b;
}

import type { InstantInput } from '../core/time.ts';
import { serverRowsOf } from './cell.ts';
import type { Finding } from './finding.ts';
import type { ServerRow } from './input.ts';
import { instantMs } from './instants.ts';
import type { Item, ItemContext } from './item.ts';
import { itemFinding } from './make-finding.ts';
import { serverRowId } from './order.ts';
import type { Cell } from './records.ts';

/** Whether there may be something to say about the statistics of a row: told apart cheaply. */
function isRemarkable({ basis }: ServerRow, { category }: ItemContext): boolean {
  if (basis === null) return false;
  const { lastJob, lastSuccess } = basis;
  return (
    category.rule.maxAgeMs !== null || (lastJob !== null && lastSuccess !== null && lastJob !== lastSuccess)
  );
}

/** Whether there may be something to say about the server rows of a cell. */
export function hasRemarks({ serverRow, rare }: Cell, context: ItemContext): boolean {
  const rows = rare?.serverRows;
  if (rows != null) return rows.some((row) => isRemarkable(row, context));
  return serverRow !== null && isRemarkable(serverRow, context);
}

/** What is worth knowing about the statistics behind the server figure. Source: reconciler 10.5. */
export function serverRemarks(item: Item, context: ItemContext): Finding[] {
  const findings: Finding[] = [];
  for (const row of serverRowsOf(item.cell)) {
    if (isRemarkable(row, context)) {
      findings.push(...differingJobs(row, item, context), ...staleStatistics(row, item, context));
    }
  }
  return findings;
}

function differingJobs(row: ServerRow, item: Item, context: ItemContext): Finding[] {
  const { lastJob = null, lastSuccess = null } = row.basis ?? {};
  if (lastJob === null || lastSuccess === null) return [];
  const [last, success] = [context.numbers.get(lastJob), context.numbers.get(lastSuccess)];
  if (last.equals(success)) return [];
  return [
    itemFinding('MAX_OF_TWO_JOBS_DIFFERS', item, context, {
      expected: success.text,
      actual: last.text,
      evidence: [serverRowId(row)],
    }),
  ];
}

function staleStatistics(row: ServerRow, item: Item, context: ItemContext): Finding[] {
  const { maxAgeMs } = context.category.rule;
  const collected = context.collectedAt.get(row.serverKey);
  const newest = newestJob(row);
  if (maxAgeMs === null || collected === undefined || newest === null) return [];
  if (collected - newest <= maxAgeMs) return [];
  return [
    itemFinding('STALE_STATISTICS', item, context, {
      expected: new Date(collected - maxAgeMs).toISOString(),
      actual: new Date(newest).toISOString(),
      evidence: [serverRowId(row)],
    }),
  ];
}

function newestJob({ basis }: ServerRow): number | null {
  const instants = [basis?.lastJobAt, basis?.lastSuccessAt]
    .filter((instant): instant is InstantInput => instant !== null && instant !== undefined)
    .map(instantMs);
  return instants.length === 0 ? null : Math.max(...instants);
}

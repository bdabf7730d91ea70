import type { InstantInput } from '../core/time.ts';
import type { Finding } from './finding.ts';
import type { ServerRow } from './input.ts';
import { instantMs } from './instants.ts';
import type { Item, ItemContext } from './item.ts';
import { itemFinding } from './make-finding.ts';
import { serverRowId } from './order.ts';

/** What is worth knowing about the statistics behind the server figure. Source: reconciler 10.5. */
export function serverRemarks(item: Item, context: ItemContext): Finding[] {
  const findings: Finding[] = [];
  for (const row of item.cell.serverRows) {
    if (row.basis === null) continue;
    const { lastJob, lastSuccess } = row.basis;
    if (lastJob !== null && lastSuccess !== null && lastJob !== lastSuccess) {
      findings.push(...differingJobs(row, lastJob, lastSuccess, item, context));
    }
    if (context.rule.maxAgeMs !== null) findings.push(...staleStatistics(row, item, context));
  }
  return findings;
}

function differingJobs(
  row: ServerRow,
  lastJob: string,
  lastSuccess: string,
  item: Item,
  context: ItemContext,
): Finding[] {
  const { quantities } = context.numbers;
  const [last, success] = [quantities.units(lastJob), quantities.units(lastSuccess)];
  if (last === success) return [];
  return [
    itemFinding('MAX_OF_TWO_JOBS_DIFFERS', item, context, {
      expected: quantities.format(success),
      actual: quantities.format(last),
      evidence: [serverRowId(row)],
    }),
  ];
}

function staleStatistics(row: ServerRow, item: Item, context: ItemContext): Finding[] {
  const { maxAgeMs } = context.rule;
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

import type { Issue } from '../core/errors/input.ts';
import type { ServerDescriptor, ServerTotals, SnapshotHeader } from './input.ts';
import { isInstant, NOT_AN_INSTANT } from './instants.ts';

/** What is wrong with the descriptions of the servers. */
export function serverIssues(servers: readonly ServerDescriptor[]): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const [index, { serverKey, status, collectedAt, totals }] of servers.entries()) {
    const path = `server.servers[${index}]`;
    if (seen.has(serverKey)) {
      issues.push({ path: `${path}.serverKey`, message: `${JSON.stringify(serverKey)} stands twice` });
    }
    seen.add(serverKey);
    if (totals != null) issues.push(...totalsIssues(totals, `${path}.totals`));
    if ((status === 'ok' || collectedAt !== null) && !isInstant(collectedAt)) {
      issues.push({ path: `${path}.collectedAt`, message: NOT_AN_INSTANT });
    }
  }
  return issues;
}

/** What is wrong with the header of the portal snapshot. */
export function snapshotIssues(snapshot: SnapshotHeader | null): Issue[] {
  if (snapshot === null || isInstant(snapshot.pulledAt)) return [];
  return [{ path: 'portal.snapshot.pulledAt', message: NOT_AN_INSTANT }];
}

/** Rows that come without a snapshot prove nothing. */
export const ROWS_WITHOUT_SNAPSHOT: Issue = {
  path: 'portal.snapshot',
  message: 'is null, but there are rows',
};

function totalsIssues({ storageBytes, ...counts }: ServerTotals, path: string): Issue[] {
  const issues: Issue[] = [];
  for (const [name, count] of Object.entries(counts)) {
    if (Number.isSafeInteger(count) && count >= 0) continue;
    issues.push({ path: `${path}.${name}`, message: 'must be a whole number from 0 on' });
  }
  if (!/^\d+$/.test(storageBytes)) {
    issues.push({ path: `${path}.storageBytes`, message: 'must be a whole number of bytes, as text' });
  }
  return issues;
}

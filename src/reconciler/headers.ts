import { ROWS_WITHOUT_SNAPSHOT, serverIssues, snapshotIssues } from './check-headers.ts';
import type { Facts } from './comparison.ts';
import type { ServerDescriptor, SnapshotHeader } from './input.ts';
import { instantMs } from './instants.ts';
import type { RowReader } from './row-reader.ts';

/** What both sides say of themselves. */
export interface Headers {
  readonly servers: readonly ServerDescriptor[];
  readonly snapshot: SnapshotHeader | null;
}

/** Checks what both sides say of themselves. Issues go to the reader. */
export function checkHeaders({ servers, snapshot }: Headers, reader: RowReader): void {
  reader.refuse([...serverIssues(servers), ...snapshotIssues(snapshot)]);
}

/**
 * Holds the rows that were read against the headers.
 *
 * @throws InvalidInputError with every issue that was found so far
 */
export function checkRows({ servers, snapshot }: Headers, reader: RowReader): void {
  reader.checkServers(new Set(servers.map(({ serverKey }) => serverKey)));
  if (snapshot === null && reader.portalRows > 0) reader.refuse([ROWS_WITHOUT_SNAPSHOT]);
  reader.throwIssues();
}

/** What the judgement of items needs of checked headers. */
export function factsOf({ servers, snapshot }: Headers): Facts {
  const collectedAt = new Map<string, number>();
  for (const { serverKey, collectedAt: at } of servers) {
    if (at !== null) collectedAt.set(serverKey, instantMs(at));
  }
  return { collectedAt, judged: snapshot !== null };
}

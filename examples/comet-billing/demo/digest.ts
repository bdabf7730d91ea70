import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** What the job knows, without the times at which it looked. */
const CONTENT = [
  "SELECT day, server_key, json_remove(server, '$.collectedAt'), rows FROM server_usage ORDER BY day, server_key",
  'SELECT server_key, username, profile FROM profiles ORDER BY server_key, username',
  'SELECT subject, value, since, fact FROM facts ORDER BY subject, since',
  "SELECT DISTINCT content_hash FROM snapshots WHERE state = 'published' ORDER BY content_hash",
  'SELECT snapshot_id, row_id, row FROM snapshot_rows ORDER BY snapshot_id, row_id',
  'SELECT content_hash, services FROM service_reports ORDER BY content_hash',
  'SELECT id, day, charge, retired, charged FROM charges ORDER BY id',
  'SELECT account, version, row FROM ledger_heads ORDER BY account',
  'SELECT account, seq, row FROM ledger_entries ORDER BY account, seq',
  'SELECT account, id, row FROM ledger_lots ORDER BY account, id',
  'SELECT account, id, row FROM ledger_usages ORDER BY account, id',
  'SELECT account, key, row FROM ledger_commands ORDER BY account, key',
];

/** One hash over everything stored: equal before and after a run that changed nothing. */
export function contentDigest(database: DatabaseSync): string {
  const hash = createHash('sha256');
  for (const sql of CONTENT) {
    for (const row of database.prepare(sql).iterate()) hash.update(`${JSON.stringify(Object.values(row))}\n`);
    hash.update('\n');
  }
  return hash.digest('hex');
}

import { serverRowsOf } from './cell.ts';
import type { Finding } from './finding.ts';
import { makeFinding } from './make-finding.ts';
import { compareText, serverRowId } from './order.ts';
import type { DeviceEntry } from './records.ts';

/** One device id under several users: the same machine counts more than once. */
export function sharedDevice(entries: readonly DeviceEntry[]): Finding {
  const candidates = entries
    .map(({ account, deviceId }) => ({ account, deviceId }))
    .sort((a, b) => compareText(a.account, b.account));
  const rows = entries.flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell === undefined ? [] : serverRowsOf(cell))),
  );
  return makeFinding(
    'DEVICE_ON_MULTIPLE_ACCOUNTS',
    { deviceId: candidates[0]?.deviceId ?? null },
    { expected: '1', actual: String(candidates.length), candidates, evidence: rows.map(serverRowId).sort() },
  );
}

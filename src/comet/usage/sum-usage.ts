import type { ServerTotals } from '../../reconciler/index.ts';
import { WholeSums } from './whole-sums.ts';

/** Counts by category id, added up. */
export function sumCounts(counts: Iterable<Readonly<Record<string, string>>>): Record<string, string> {
  const sums = new WholeSums();
  for (const one of counts) sums.addAll(one);
  return sums.toRecord();
}

/** Devices, Protected Items and bytes, added up. */
export function sumTotals(totals: Iterable<Omit<ServerTotals, 'users'>>): Omit<ServerTotals, 'users'> {
  let [devices, protectedItems, bytes] = [0, 0, 0n];
  for (const one of totals) {
    devices += one.devices;
    protectedItems += one.protectedItems;
    bytes += BigInt(one.storageBytes);
  }
  return { devices, protectedItems, storageBytes: bytes.toString() };
}

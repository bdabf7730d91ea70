/**
 * Reconciles a stream in a process of its own: `main.ts <mode> <devices> <lines per device and category>`, and prints
 * how far the heap grew at most, and the time on the processor.
 */
import { type PortalRow, reconcileStream } from '../../../src/reconciler/index.ts';
import { processorTime } from '../rounds.ts';
import { headers, portalRows, RULES, serverRows } from './world.ts';

const CATEGORIES = 3;
/** Rows from one look at the heap to the next. */
const STEP = 100_000;

const [mode = '', devices = '', lines = ''] = process.argv.slice(2);

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

let peak = 0;
let read = 0;
function* watched(rows: Iterable<PortalRow>): Generator<PortalRow> {
  for (const row of rows) {
    read += 1;
    if (read % STEP === 0) peak = Math.max(peak, heap());
    yield row;
  }
}

/** Lines of a device, and the unit that each of them bills, add up to what runs. */
const shape = { devices: Number(devices), categories: CATEGORIES, lines: Number(lines) };
const before = heap();
const started = processorTime();
const { servers, snapshot } = headers;
const stream = reconcileStream(
  { servers, rows: serverRows(shape) },
  { snapshot, rows: watched(portalRows(shape)) },
  { rules: RULES.map((rule) => ({ ...rule, unitPrice: '2' })), sorted: mode === 'sorted', keepItems: false },
);
let items = 0;
for await (const { item } of stream.items) if (item !== null) items += 1;
peak = Math.max(peak, heap());
const { totals } = await stream.report();
if (items !== shape.devices * CATEGORIES || totals.portalRows !== items * shape.lines) {
  throw new Error(`the stream gave ${items} items of ${totals.portalRows} lines`);
}
console.log(JSON.stringify({ ms: processorTime() - started, growth: (peak - before) / 1e6 }));

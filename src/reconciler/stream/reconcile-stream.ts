import { InvalidInputError } from '../../core/errors/input.ts';
import { compileOptions } from '../compile-options.ts';
import type { ReconciliationReport } from '../report.ts';
import { compareSorted, compareUnsorted, type Judging } from './compare-streams.ts';
import type {
  ItemVariance,
  PortalStream,
  ReconcileStreamOptions,
  ReconciliationStream,
  ServerStream,
} from './stream-input.ts';

/**
 * `reconcile` over rows that come one by one: the same report, and every item on its way. Server rows are read to
 * their end before the first portal row. No portal row is kept: there is one small record for each device in each
 * category, with its server rows and the ids of its portal lines, which findings name. Where both sides are `sorted`,
 * that is so only for the devices that begin alike, and for those whose price is that of their category; give rules a
 * `unitPrice`, and no item waits. Source: reconciler 10.1.
 *
 * @example
 * const stream = reconcileStream(server, portal, { rules, keepItems: false });
 * for await (const { item, findings } of stream.items) await save(item, findings);
 * const { status, categories, totals } = await stream.report();
 * @throws ConfigError or InvalidInputError for options that cannot be read; rows are judged as they are read
 */
export function reconcileStream(
  server: ServerStream,
  portal: PortalStream,
  options: ReconcileStreamOptions,
): ReconciliationStream {
  const { sorted = false, keepItems = true } = options;
  const compare = sorted ? compareSorted : compareUnsorted;
  return new RunningReconciliation(compare(server, portal, compileOptions(options), keepItems));
}

/** Remembers how the comparison ended, so that the report can be asked for before, during and after the loop. */
class RunningReconciliation implements ReconciliationStream {
  readonly items: AsyncIterableIterator<ItemVariance>;
  readonly #judging: Judging;
  #report: ReconciliationReport | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(judging: Judging) {
    this.#judging = judging;
    this.items = {
      next: () => this.#next(),
      return: async () => {
        await judging.return(undefined);
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async report(): Promise<ReconciliationReport> {
    while (!(await this.#next()).done);
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#report !== undefined) return this.#report;
    const message =
      'were left before their end, so there is no report; read them all, or ask for the report alone';
    throw new InvalidInputError('items', [{ path: 'items', message, code: 'ITEMS_LEFT' }], 'ITEMS_LEFT');
  }

  async #next(): Promise<IteratorResult<ItemVariance, undefined>> {
    try {
      const { done, value } = await this.#judging.next();
      if (!done) return { done: false, value };
      // A generator tells its result once; later it has none.
      this.#report ??= value;
      return { done: true, value: undefined };
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }
}

import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import { Categories } from './categories.ts';
import type { Category } from './category.ts';
import type { CompiledOptions } from './compile-options.ts';
import type { Finding } from './finding.ts';
import { addUncomparedPortalRow, addUncomparedServerRow } from './informational.ts';
import type { PortalRow, ServerRow } from './input.ts';
import type { ItemContext } from './item.ts';
import { judgeEntry, learnPrices } from './judge-entry.ts';
import { KeptItems } from './kept-items.ts';
import { noteLine, noteVerdict } from './note-line.ts';
import { Pool } from './pool.ts';
import { rulePrice } from './price.ts';
import type { Entry } from './records.ts';
import { noteRepeat, noteRepeats } from './repeats.ts';
import { RowReader } from './row-reader.ts';
import { sharedDevice } from './shared-device.ts';
import type { Sink } from './sink.ts';

/** What is known of both sides beside their rows. */
export interface Facts {
  /** Instants of collection in milliseconds, by server. */
  readonly collectedAt: ReadonlyMap<string, number>;
  /** There is a portal snapshot at all: differences may be called findings. */
  readonly judged: boolean;
}

/** Entries, each to be judged once. */
export interface Judgement {
  /** By account and device. */
  readonly entries: readonly Entry[];
  readonly judge: (entry: Entry, sink: Sink) => void;
}

/** An item whose price is that of its category, which is not known before the last line is in. */
interface Waiting {
  readonly category: Category;
  readonly entry: Entry;
}

/**
 * A comparison in the making: rows come in one by one and leave sums, the pool holds one small record for every
 * key, and judging turns those into items and findings. All server rows of a device, and of all devices that a
 * portal row may mean, come before that row.
 */
export class Comparison {
  readonly reader: RowReader;
  readonly categories: Categories;
  readonly #options: CompiledOptions;
  readonly #pool: Pool;
  #waiting: Waiting[] = [];
  /** About rows of categories that are not compared. */
  #findings: Finding[] = [];
  readonly #uncompared = new Set<string>();
  #repeats: Issue[] = [];

  constructor(options: CompiledOptions) {
    this.#options = options;
    this.reader = new RowReader(options.currency);
    const { rules, settings } = options;
    this.categories = new Categories(rules, settings.projectDailyLines, this.reader.numbers);
    this.#pool = new Pool({
      ...settings,
      aliases: options.aliases,
      categories: this.categories.compared.length,
    });
  }

  /** To keep the items that will be judged. */
  emptyContents(): KeptItems {
    return new KeptItems(this.categories.compared.length);
  }

  addServerRow(row: ServerRow): void {
    const category = this.categories.of(row.categoryId);
    const quantity = this.reader.serverRow(row, category);
    if (quantity === undefined) return;
    category.serverRows += 1;
    if (category.isCompared) this.#pool.addServerRow(row, quantity, category);
    else this.#found(category, addUncomparedServerRow(row, quantity, category));
  }

  addPortalRow(row: PortalRow): void {
    const category = this.categories.of(row.categoryId);
    const line = this.reader.portalRow(row, category);
    if (line === undefined) return;
    category.countPortalRow(row.type);
    if (!category.isCompared) {
      noteRepeat(row.rowId, this.#uncompared, this.#repeats);
      this.#found(category, addUncomparedPortalRow(row, line, category));
      return;
    }
    const placed = this.#pool.addPortalRow(row, line, category);
    noteLine(row, line, placed);
    const { graceOf } = this.#options;
    if (graceOf === null || !category.figure(placed.cell.server).isZero) return;
    noteVerdict(placed.cell, line, graceOf(row));
  }

  /** All that is in the pool, which no further line concerns: this is the last of it. */
  judgement(facts: Facts): Judgement {
    const entries = this.#take();
    const lazily = (category: Category): ItemContext['sharedPrice'] => {
      let asked = false;
      return () => {
        if (!asked) learnPrices(category, entries);
        asked = true;
        return category.sharedPrice.value;
      };
    };
    const contexts = this.#contexts(facts, lazily);
    return { entries, judge: (entry, sink) => this.#judge(entry, contexts, sink) };
  }

  /** Judges all that is in the pool and empties it; lines for other devices follow. */
  judgeGroup(facts: Facts, sink: Sink): void {
    const entries = this.#take();
    for (const category of this.categories.compared) {
      const { sharedPrice, rule } = category;
      if (!sharedPrice.isSettled && rulePrice(rule) === null) learnPrices(category, entries);
    }
    const ifSettled = ({ sharedPrice }: Category): ItemContext['sharedPrice'] => {
      return () => (sharedPrice.isSettled ? null : undefined);
    };
    const contexts = this.#contexts(facts, ifSettled);
    for (const entry of entries) this.#judge(entry, contexts, sink);
    this.handOver(sink);
    this.#pool.clear();
    this.#uncompared.clear();
  }

  /** Judges the items that waited for the price of their category. */
  judgeWaiting(facts: Facts, sink: Sink): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const contexts = this.#contexts(
      facts,
      ({ sharedPrice }) =>
        () =>
          sharedPrice.value,
    );
    for (const { category, entry } of waiting) {
      const context = contexts[category.number];
      if (context !== undefined) judgeEntry(entry, context, sink);
    }
  }

  /** Hands over the findings that are about no item. */
  handOver(sink: Sink): void {
    const shared = this.#pool.sharedDevices().map(sharedDevice);
    if (shared.length + this.#findings.length > 0) sink.findings([...this.#findings, ...shared]);
    this.#findings = [];
  }

  /** @throws InvalidInputError with every portal row that stood twice */
  #take(): Entry[] {
    const entries = this.#pool.entries();
    const repeats = this.#repeats;
    for (const { rowIds } of this.#pool.severalLines()) noteRepeats(rowIds, repeats);
    if (repeats.length > 0) throw new InvalidInputError('portal rows', repeats, 'DUPLICATE_ROW_ID');
    return entries;
  }

  #judge(entry: Entry, contexts: readonly ItemContext[], sink: Sink): void {
    for (const context of contexts) {
      if (!judgeEntry(entry, context, sink)) this.#waiting.push({ category: context.category, entry });
    }
  }

  #found(category: Category, findings: readonly Finding[]): void {
    category.count(findings);
    for (const finding of findings) this.#findings.push(finding);
  }

  #contexts(
    facts: Facts,
    priceOf: (category: Category) => ItemContext['sharedPrice'],
  ): readonly ItemContext[] {
    const { numbers } = this.reader;
    return this.categories.compared.map((category) => {
      return { category, numbers, ...facts, sharedPrice: priceOf(category) };
    });
  }
}

import { formatUnits, toUnits } from '../../core/amount.ts';
import { type BusinessCalendar, calendarOf } from '../calendar.ts';
import type { CommandRecord } from '../command-record.ts';
import type { LedgerBatch } from '../repository.ts';
import type { AccountHead, LedgerEntry } from '../rows.ts';
import { type Cell, rowOf } from './cell.ts';
import { Debts } from './debts.ts';
import type { Moment } from './intake.ts';
import { Stock } from './stock.ts';
import { availableOf, closeTotals, openTotals, type Totals } from './totals.ts';

/** An entry without what the draft knows itself. */
export type EntryFacts = Pick<LedgerEntry, 'type' | 'origin' | 'commandKey'> &
  Moment &
  Partial<Pick<LedgerEntry, 'lotId' | 'kind' | 'usageId' | 'reason'>> & { readonly units: bigint };

/** The next state of an account while commands are worked into it; `batch()` is what has to be written. */
export class Draft {
  readonly head: AccountHead;
  readonly scale: number;
  readonly recordedAt: string;
  readonly calendar: BusinessCalendar;
  readonly stock: Stock;
  readonly debts: Debts;
  readonly commands = new Map<string, CommandRecord>();
  openingAt: string | null;
  readonly #entries: LedgerEntry[] = [];
  readonly #newCommands: CommandRecord[] = [];
  readonly #totals: Totals;
  #available: bigint;
  #nextSeq: number;
  #nextGroupSeq: number;
  #firstDay: string | null;
  #lastEffectiveAt: string | null;
  #firstLotAt: string | null;

  constructor(head: AccountHead, recordedAt: string) {
    const { account } = head;
    this.head = head;
    this.scale = account.scale;
    this.recordedAt = recordedAt;
    this.calendar = calendarOf(account.businessTimeZone);
    this.stock = new Stock(account.id, account.scale);
    this.debts = new Debts(account.id, account.scale, toUnits(head.debt, account.scale));
    this.openingAt = head.openingAt;
    this.#totals = openTotals(head);
    this.#available = availableOf(this.#totals, head);
    this.#nextSeq = head.nextSeq;
    this.#nextGroupSeq = head.nextGroupSeq;
    this.#firstDay = head.firstDay;
    this.#lastEffectiveAt = head.lastEffectiveAt;
    this.#firstLotAt = head.firstLotAt;
  }

  /** Credit that is neither used nor held, over all lots. */
  get available(): bigint {
    return this.#available;
  }

  /** Earliest effective instant of a lot. */
  get firstLotAt(): string | null {
    return this.#firstLotAt;
  }

  /** Latest effective instant on record. */
  get lastEffectiveAt(): string | null {
    return this.#lastEffectiveAt;
  }

  /** The seq that the next entry will have. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Whether there is anything to write. */
  get isChanged(): boolean {
    return this.#newCommands.length > 0;
  }

  /** Plain decimal text of units. */
  text(units: bigint): string {
    return formatUnits(units, this.scale);
  }

  /** A new group sequence number: one per purchase, opening or adjustment. */
  takeGroupSeq(): number {
    this.#nextGroupSeq += 1;
    return this.#nextGroupSeq - 1;
  }

  /** Adds an entry and returns its seq. */
  enter(facts: EntryFacts): number {
    const seq = this.#nextSeq;
    this.#nextSeq += 1;
    this.#entries.push(
      Object.freeze({
        seq,
        type: facts.type,
        amount: this.text(facts.units),
        origin: facts.origin,
        lotId: facts.lotId ?? null,
        kind: facts.kind ?? null,
        usageId: facts.usageId ?? null,
        effectiveAt: facts.at,
        day: facts.day,
        recordedAt: this.recordedAt,
        commandKey: facts.commandKey,
        reversesSeq: null,
        reason: facts.reason ?? null,
      }),
    );
    this.#witness(facts);
    return seq;
  }

  /** Counts a new lot in and makes it available. */
  addLot(cell: Cell): void {
    const { lot } = cell;
    const totals = this.#totals[lot.kind];
    totals.original += cell.remaining;
    totals.remaining += cell.remaining;
    this.#available += cell.remaining;
    if (this.#firstLotAt === null || lot.effectiveAt < this.#firstLotAt) this.#firstLotAt = lot.effectiveAt;
    this.stock.shelve(cell);
  }

  /** Moves credit of a lot to consumed; a negative amount gives it back. */
  consume(cell: Cell, units: bigint): void {
    cell.remaining -= units;
    cell.consumed += units;
    cell.changed = true;
    const totals = this.#totals[cell.lot.kind];
    totals.remaining -= units;
    totals.consumed += units;
    this.#available -= units;
    if (units < 0n) this.stock.shelve(cell);
  }

  /** Sets the cut-over: nothing before it counts, so the ledger starts there. */
  open(moment: Moment): void {
    this.openingAt = moment.at;
    this.#firstDay = moment.day;
    this.#witness(moment);
  }

  /** Stores what a command returned under its key. */
  record(command: CommandRecord): void {
    this.commands.set(command.key, command);
    this.#newCommands.push(command);
  }

  /** Everything that has to be written, as one commit. */
  batch(): LedgerBatch {
    return {
      head: {
        ...this.head,
        version: this.head.version + 1,
        nextSeq: this.#nextSeq,
        nextGroupSeq: this.#nextGroupSeq,
        openingAt: this.openingAt,
        firstDay: this.#firstDay,
        lastEffectiveAt: this.#lastEffectiveAt,
        firstLotAt: this.#firstLotAt,
        totals: closeTotals(this.#totals, this.head),
        debt: this.text(this.debts.total),
      },
      entries: this.#entries,
      lots: this.stock.changed().map((cell) => rowOf(cell, this.scale)),
      usages: this.debts.changed(),
      commands: this.#newCommands,
    };
  }

  #witness({ at, day }: Moment): void {
    if (this.openingAt !== null && at < this.openingAt) return;
    if (this.#firstDay === null || day < this.#firstDay) this.#firstDay = day;
    if (this.#lastEffectiveAt === null || at > this.#lastEffectiveAt) this.#lastEffectiveAt = at;
  }
}

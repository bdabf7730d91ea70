import { formatUnits, toUnits } from '../../core/amount.ts';
import { type BusinessCalendar, calendarOf } from '../calendar.ts';
import type { CommandRecord } from '../command-record.ts';
import type { LedgerBatch } from '../repository.ts';
import type { AccountHead, CreditLot, EntryType, LedgerEntry, OriginType } from '../rows.ts';
import { type Cell, rowOf } from './cell.ts';
import { Debts } from './debts.ts';
import type { Moment } from './intake.ts';
import { Stock } from './stock.ts';
import { availableOf, closeTotals, openTotals, type Totals } from './totals.ts';

/** What an entry is about. */
export interface Cause extends Moment {
  readonly origin: OriginType;
  readonly usageId: string | null;
  readonly commandKey: string;
  readonly reason: string | null;
}

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

  /** Whether the opening balance contains what happened then. */
  isBeforeOpening({ at }: Moment): boolean {
    return this.openingAt !== null && at < this.openingAt;
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

  /** Adds an entry. */
  enter(type: EntryType, cause: Cause, units: bigint, lot: CreditLot | null = null): LedgerEntry {
    const entry = Object.freeze({
      seq: this.#nextSeq,
      type,
      amount: this.text(units),
      origin: cause.origin,
      lotId: lot?.id ?? null,
      kind: lot?.kind ?? null,
      usageId: cause.usageId,
      effectiveAt: cause.at,
      day: cause.day,
      recordedAt: this.recordedAt,
      commandKey: cause.commandKey,
      reversesSeq: null,
      reason: cause.reason,
    });
    this.#nextSeq += 1;
    this.#entries.push(entry);
    this.#witness(cause);
    return entry;
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

  #witness(moment: Moment): void {
    if (this.isBeforeOpening(moment)) return;
    const { at, day } = moment;
    if (this.#firstDay === null || day < this.#firstDay) this.#firstDay = day;
    if (this.#lastEffectiveAt === null || at > this.#lastEffectiveAt) this.#lastEffectiveAt = at;
  }
}

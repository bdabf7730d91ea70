import { formatUnits, toUnits } from '../../core/amount.ts';
import { type BusinessCalendar, calendarOf } from '../calendar.ts';
import type { CommandRecord } from '../command-record.ts';
import type { LedgerBatch } from '../repository.ts';
import type { AccountHead, CreditLot, EntryType, LedgerEntry, LotTerms, OriginType } from '../rows.ts';
import { type Cell, rowOf } from './cell.ts';
import { Debts } from './debts.ts';
import { Holds } from './holds.ts';
import type { Moment } from './intake.ts';
import { Periods } from './periods.ts';
import { Stock } from './stock.ts';
import { closeTotals, fundableOf, openTotals, type Totals } from './totals.ts';

/** What an entry is about. */
export interface Cause extends Moment {
  readonly origin: OriginType;
  readonly usageId: string | null;
  readonly commandKey: string;
  readonly reason: string | null;
}

/** What an entry says beyond its cause. */
export interface EntryDetail {
  readonly lot?: CreditLot;
  readonly terms?: LotTerms;
  readonly reversesSeq?: number;
}

/** Where credit of a lot can be. */
export type Pocket = 'remaining' | 'consumed' | 'refunded' | 'voided' | 'expired';

type State = { -readonly [Member in Exclude<keyof AccountHead, 'totals' | 'debt'>]: AccountHead[Member] };

/** The next state of an account while commands are worked into it; `batch()` is what has to be written. */
export class Draft {
  readonly head: AccountHead;
  readonly scale: number;
  /** As given, but never before what is on record: what was known at an instant is a beginning of the journal. */
  readonly recordedAt: string;
  readonly calendar: BusinessCalendar;
  readonly stock: Stock;
  readonly debts: Debts;
  readonly holds: Holds;
  readonly periods: Periods;
  readonly commands = new Map<string, CommandRecord>();
  /** The members of the next head that commands set. */
  readonly next: State;
  readonly #entries: LedgerEntry[] = [];
  readonly #newCommands: CommandRecord[] = [];
  readonly #totals: Totals;
  #fundable: bigint;
  #lastUnits = 0n;
  #lastText = '0';

  constructor(head: AccountHead, recordedAt: string) {
    const { account } = head;
    this.head = head;
    this.scale = account.scale;
    this.recordedAt = later(head.lastRecordedAt, recordedAt);
    this.calendar = calendarOf(account.businessTimeZone);
    this.stock = new Stock(account.id, account.scale, head.expiredBy);
    this.debts = new Debts(account.id, account.scale, toUnits(head.debt, account.scale));
    this.holds = new Holds(account.id);
    this.periods = new Periods(account.id, account.scale);
    this.next = { ...head };
    this.#totals = openTotals(head);
    this.#fundable = fundableOf(this.#totals);
  }

  /** Credit that usage of the right time may take, over all lots. */
  get fundable(): bigint {
    return this.#fundable;
  }

  /** The sums by kind as they become. */
  get totals(): AccountHead['totals'] {
    return closeTotals(this.#totals, this.scale);
  }

  /** The seq that the next entry will have. */
  get nextSeq(): number {
    return this.next.nextSeq;
  }

  /** Whether there is anything to write. */
  get isChanged(): boolean {
    return this.#newCommands.length > 0;
  }

  /** Whether the opening balance contains what happened then. */
  isBeforeOpening({ at }: Moment): boolean {
    const { openingAt } = this.next;
    return openingAt !== null && at < openingAt;
  }

  /** Plain decimal text of units. A charge is written down several times, so the last text is kept. */
  text(units: bigint): string {
    if (units !== this.#lastUnits) {
      this.#lastUnits = units;
      this.#lastText = formatUnits(units, this.scale);
    }
    return this.#lastText;
  }

  /** An instant with its business day. */
  momentOf(at: string): Moment {
    return { at, day: this.calendar.dayOf(at) };
  }

  /** A new group sequence number: one per purchase, opening or adjustment. */
  takeGroupSeq(): number {
    this.next.nextGroupSeq += 1;
    return this.next.nextGroupSeq - 1;
  }

  /** Adds an entry. */
  enter(type: EntryType, cause: Cause, units: bigint, detail: EntryDetail = {}): LedgerEntry {
    const { lot, terms = null, reversesSeq = null } = detail;
    const entry = Object.freeze({
      seq: this.next.nextSeq,
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
      reversesSeq,
      reason: cause.reason,
      terms,
    });
    this.next.nextSeq += 1;
    this.#entries.push(entry);
    if (!this.isBeforeOpening(cause)) {
      this.periods.count(entry, units);
      this.#witness(cause);
    }
    return entry;
  }

  /** Counts a new lot in and makes it available. */
  addLot(cell: Cell): void {
    const { lot } = cell;
    const totals = this.#totals[lot.kind];
    totals.original += cell.remaining;
    totals.remaining += cell.remaining;
    this.#fundable += cell.remaining;
    const { firstLotAt } = this.next;
    if (firstLotAt === null || lot.effectiveAt < firstLotAt) this.next.firstLotAt = lot.effectiveAt;
    this.#offer(cell);
  }

  /** Moves credit of a lot from one pocket to another. */
  move(cell: Cell, from: Pocket, to: Pocket, units: bigint): void {
    const totals = this.#totals[cell.lot.kind];
    cell[from] -= units;
    totals[from] -= units;
    cell[to] += units;
    totals[to] += units;
    cell.changed = true;
    if (isTakeable(from)) this.#fundable -= units;
    if (!isTakeable(to)) return;
    this.#fundable += units;
    this.#offer(cell);
  }

  /** Sets credit of a lot aside; a negative amount makes it available again. */
  hold(cell: Cell, units: bigint): void {
    cell.held += units;
    this.#totals[cell.lot.kind].held += units;
    this.#fundable -= units;
    cell.changed = true;
    if (units < 0n) this.#offer(cell);
  }

  /** Notes that expiry of a lot was booked, so that usage from before it looks for such credit. */
  witnessExpiry({ expiresAt }: CreditLot): void {
    if (expiresAt !== null) this.next.expiredBy = later(this.next.expiredBy, expiresAt);
  }

  /** Sets the cut-over: nothing before it counts, so the ledger starts there. */
  open(moment: Moment): void {
    this.next.openingAt = moment.at;
    this.next.firstDay = moment.day;
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
        ...this.next,
        version: this.head.version + 1,
        lastRecordedAt: this.recordedAt,
        totals: this.totals,
        debt: this.text(this.debts.total),
      },
      entries: this.#entries,
      lots: this.stock.changed().map((cell) => rowOf(cell, this.scale)),
      usages: this.debts.changed(),
      holds: this.holds.changed(),
      periods: this.periods.changed(),
      commands: this.#newCommands,
    };
  }

  #offer(cell: Cell): void {
    const { expiresAt } = cell.lot;
    const { nextExpiry } = this.next;
    if (expiresAt !== null && (nextExpiry === null || expiresAt < nextExpiry))
      this.next.nextExpiry = expiresAt;
    this.stock.shelve(cell);
  }

  #witness({ at, day }: Moment): void {
    const { firstDay } = this.next;
    if (firstDay === null || day < firstDay) this.next.firstDay = day;
    this.next.lastEffectiveAt = later(this.next.lastEffectiveAt, at);
  }
}

function isTakeable(pocket: Pocket): boolean {
  return pocket === 'remaining' || pocket === 'expired';
}

/** The later of two instants. */
export function later(known: string | null, at: string): string {
  return known === null || at > known ? at : known;
}

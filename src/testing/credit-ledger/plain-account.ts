import { ConcurrencyError } from '../../core/errors/engine.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import {
  type AccountHead,
  assertBatch,
  type CommandRecord,
  type CreditLot,
  type HoldRecord,
  type LedgerBatch,
  type LedgerEntry,
  type LedgerPeriod,
  type UsageRecord,
} from '../../credit-ledger/index.ts';

/** The rows of one account as plain maps, and what a commit does to them. */
export class PlainAccount {
  head: AccountHead | undefined;
  readonly entries = new Map<number, LedgerEntry>();
  readonly lots = new Map<string, CreditLot>();
  readonly usages = new Map<string, UsageRecord>();
  readonly holds = new Map<string, HoldRecord>();
  readonly periods = new Map<string, LedgerPeriod>();
  readonly commands = new Map<string, CommandRecord>();

  /** Checks all of a batch before anything is written. */
  refuse(expectedVersion: number, batch: LedgerBatch): void {
    const { version = 0, nextSeq = 1 } = this.head ?? {};
    if (version !== expectedVersion) {
      throw new ConcurrencyError(
        `the account is at version ${version}, not ${expectedVersion}`,
        'VERSION_CONFLICT',
      );
    }
    for (const { seq } of batch.entries) if (this.entries.has(seq)) throw duplicate(`entry ${seq}`);
    for (const { key } of batch.commands) if (this.commands.has(key)) throw duplicate(`command ${key}`);
    for (const { id, rowVersion } of batch.lots) refuseStale(rowVersion, this.lots.get(id));
    for (const { id, rowVersion } of batch.usages) refuseStale(rowVersion, this.usages.get(id));
    for (const { id, rowVersion } of batch.holds) refuseStale(rowVersion, this.holds.get(id));
    for (const { period, rowVersion } of batch.periods) refuseStale(rowVersion, this.periods.get(period));
    assertBatch(expectedVersion, batch);
    const due = nextSeq + batch.entries.length;
    if (batch.head.nextSeq === due) return;
    const issues = [{ path: 'head.nextSeq', message: `must be ${due}: seqs have no gap` }];
    throw new InvalidInputError('the batch', issues, 'BATCH_INVALID');
  }

  /** Writes all of a batch: rows of its own, which nobody can change, so that reads need no copies. */
  write(batch: LedgerBatch): void {
    const copy = structuredClone(batch);
    freeze(copy);
    const { head, entries, lots, usages, holds, periods, commands } = copy;
    for (const entry of entries) this.entries.set(entry.seq, entry);
    for (const lot of lots) this.lots.set(lot.id, lot);
    for (const usage of usages) this.usages.set(usage.id, usage);
    for (const hold of holds) this.holds.set(hold.id, hold);
    for (const period of periods) this.periods.set(period.period, period);
    for (const command of commands) this.commands.set(command.key, command);
    this.head = head;
  }
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
}

function refuseStale(rowVersion: number, known: { readonly rowVersion: number } | undefined): void {
  if (rowVersion !== (known?.rowVersion ?? 0) + 1) throw duplicate(`a row of version ${rowVersion}`);
}

function duplicate(what: string): ConcurrencyError {
  return new ConcurrencyError(`${what} exists already`, 'DUPLICATE_KEY');
}

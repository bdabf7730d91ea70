import type { AccountJournal, AccountRecord } from '../journal.ts';

/** The record of one creation, and its version in the journal. */
export class JournalKeeper {
  readonly #journal: AccountJournal;
  #version: number;
  #record: AccountRecord;

  private constructor(journal: AccountJournal, record: AccountRecord, version: number) {
    this.#journal = journal;
    this.#record = record;
    this.#version = version;
  }

  /** Opens the record of a service; `fresh` where there is none yet. */
  static async open(journal: AccountJournal, fresh: AccountRecord): Promise<JournalKeeper> {
    const entry = await journal.load(fresh.serviceKey);
    return new JournalKeeper(journal, entry?.record ?? fresh, entry?.version ?? 0);
  }

  get record(): AccountRecord {
    return this.#record;
  }

  /** Keeps what is new. @throws ConcurrencyError when another run works on the same service; send nothing more */
  async save(news: Partial<AccountRecord>): Promise<void> {
    const record = { ...this.#record, ...news };
    this.#version = await this.#journal.save(record.serviceKey, record, this.#version);
    this.#record = record;
  }

  /** Forgets an account that is no more, so that the creation begins anew. @throws ConcurrencyError as `save` does */
  beginAnew(): Promise<void> {
    return this.save({
      stage: 'planned',
      addUserDispatchedAt: undefined,
      creationGuid: undefined,
      vaultBefore: undefined,
      vaultRequested: undefined,
      destinationId: undefined,
      suspended: undefined,
      deleting: undefined,
    });
  }
}

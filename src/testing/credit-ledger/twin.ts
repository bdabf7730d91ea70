import type { CreditLedgerReads, CreditLedgerRepository, LedgerAccount } from '../../credit-ledger/index.ts';
import { expectSame, expectTrue } from '../kit/same.ts';
import { type Changes, nextBatch } from './next-batch.ts';
import { PlainLedgerStore } from './plain-store.ts';

const MOST = 500;
const PAGE_SIZES = [2, 7];

type Read = (from: CreditLedgerReads) => Promise<readonly unknown[]>;

/** The store on trial beside a plain one: both get every write, and every read must say the same. */
export class Twin {
  readonly subject: CreditLedgerRepository;
  readonly plain: PlainLedgerStore;

  constructor(subject: CreditLedgerRepository, plain = new PlainLedgerStore()) {
    this.subject = subject;
    this.plain = plain;
  }

  /** The same plain store beside another connection. */
  beside(connection: CreditLedgerRepository): Twin {
    return new Twin(connection, this.plain);
  }

  /** Commits rows to both. */
  async write(account: LedgerAccount, changes: Changes = {}): Promise<void> {
    const stored = this.plain.rowsOf(account.id);
    const expectedVersion = stored.head?.version ?? 0;
    const batch = nextBatch(account, stored, changes);
    await this.subject.commit(account.id, expectedVersion, batch);
    await this.plain.commit(account.id, expectedVersion, batch);
  }

  /** Reads the same list from both. */
  async agree(what: string, read: Read): Promise<void> {
    expectSame(await read(this.subject), await read(this.plain), what);
  }

  /** Reads the same list from both, at once and page by page with the last row as the cursor. */
  async agreeOnPages<Row>(
    what: string,
    read: (from: CreditLedgerReads, last: Row | undefined, limit: number) => Promise<readonly Row[]>,
  ): Promise<void> {
    const expected = await read(this.plain, undefined, MOST);
    expectSame(await read(this.subject, undefined, MOST), expected, what);
    for (const size of PAGE_SIZES) {
      const rows: Row[] = [];
      for (let isLast = false; !isLast; ) {
        const page = await read(this.subject, rows.at(-1), size);
        expectTrue(page.length <= size, `${what}: a page of ${size} has ${page.length} rows`);
        rows.push(...page);
        isLast = page.length < size || rows.length > expected.length;
      }
      expectSame(rows, expected, `${what}, in pages of ${size}`);
    }
  }

  /** As `agree` for rows that may come in any order. */
  async agreeInAnyOrder<Row>(
    what: string,
    read: (from: CreditLedgerReads) => Promise<readonly Row[]>,
    nameOf: (row: Row) => string,
  ): Promise<void> {
    const sorted = async (from: CreditLedgerReads): Promise<Row[]> =>
      [...(await read(from))].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    expectSame(await sorted(this.subject), await sorted(this.plain), what);
  }
}

import {
  type AccountHead,
  type CreditLedgerRepository,
  type CreditLot,
  InMemoryCreditLedgerRepository,
  type LedgerPeriod,
} from 'reseller-sdk/credit-ledger';

type Lists = Pick<
  CreditLedgerRepository,
  'lots' | 'usages' | 'entries' | 'periods' | 'holdsById' | 'openHolds'
>;
type Rows = { [List in keyof Lists]: Awaited<ReturnType<Lists[List]>>[number] };

/** A store that shows other rows than those it holds. */
export class BrokenStore extends InMemoryCreditLedgerRepository {
  bend: { readonly [List in keyof Rows]?: (row: Rows[List]) => Rows[List] | undefined } = {};
  bendHead: (head: AccountHead) => AccountHead = (head) => head;
  lostCommand = '';

  override async head(account: string) {
    const head = await super.head(account);
    return head && this.bendHead(head);
  }

  override async commands(account: string, keys: readonly string[]) {
    return (await super.commands(account, keys)).filter(({ key }) => key !== this.lostCommand);
  }

  override async lots(...query: Parameters<CreditLedgerRepository['lots']>) {
    return bent(await super.lots(...query), this.bend.lots);
  }

  override async usages(...query: Parameters<CreditLedgerRepository['usages']>) {
    return bent(await super.usages(...query), this.bend.usages);
  }

  override async entries(...query: Parameters<CreditLedgerRepository['entries']>) {
    return bent(await super.entries(...query), this.bend.entries);
  }

  override async holdsById(...query: Parameters<CreditLedgerRepository['holdsById']>) {
    return bent(await super.holdsById(...query), this.bend.holdsById);
  }

  override async openHolds(...query: Parameters<CreditLedgerRepository['openHolds']>) {
    return bent(await super.openHolds(...query), this.bend.openHolds);
  }

  override async periods(...query: Parameters<CreditLedgerRepository['periods']>) {
    return bent(await super.periods(...query), this.bend.periods);
  }
}

function bent<Row>(rows: readonly Row[], bend: (row: Row) => Row | undefined = (row) => row): Row[] {
  return rows.map(bend).filter((row) => row !== undefined);
}

/** A lot that is shown so. */
export const lot = (id: string, change: Partial<CreditLot>) => ({
  lots: (row: CreditLot) => (row.id === id ? { ...row, ...change } : row),
});

/** A day or a month that is shown so. */
export const period = (key: string, change: Partial<LedgerPeriod>) => ({
  periods: (row: LedgerPeriod) => (row.period === key ? { ...row, ...change } : row),
});

import type { CreditLedgerReads } from '../../credit-ledger/index.ts';

const PAGE = 500;

/** All that the port shows of an account, as plain JSON. */
export async function everythingOf(from: CreditLedgerReads, account: string) {
  const entries = await allOf((last: { readonly seq: number } | undefined) =>
    from.entries(account, { after: last?.seq, limit: PAGE }),
  );
  const keys = [...new Set(entries.map(({ commandKey }) => commandKey))];
  return {
    head: await from.head(account),
    entries,
    lots: await allOf((last: { readonly orderKey: string } | undefined) =>
      from.lots(account, { after: last?.orderKey, limit: PAGE }),
    ),
    usages: await allOf((last: { readonly occurredAt: string; readonly seq: number } | undefined) =>
      from.usages(account, { after: last, limit: PAGE }),
    ),
    openHolds: await from.openHolds(account, { limit: PAGE }),
    days: await from.periods(account, { unit: 'day', limit: PAGE }),
    months: await from.periods(account, { unit: 'month', limit: PAGE }),
    commands: await commandsOf(from, account, keys),
  };
}

/** What `everythingOf` finds. */
export type Everything = Awaited<ReturnType<typeof everythingOf>>;

async function commandsOf(from: CreditLedgerReads, account: string, keys: readonly string[]) {
  const found = [];
  for (let start = 0; start < keys.length; start += PAGE) {
    found.push(...(await from.commands(account, keys.slice(start, start + PAGE))));
  }
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The rows of all pages. */
export async function allOf<Row>(
  pageAfter: (last: Row | undefined) => Promise<readonly Row[]>,
  pageSize = PAGE,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await pageAfter(rows.at(-1));
    rows.push(...page);
    if (page.length < pageSize) return rows;
  }
}

import { byOrder, byPeriod, byTime, byTimeout } from '../places.ts';
import { portionsOf } from '../plan/read.ts';
import type { CreditLedgerReads } from '../repository.ts';
import type { AccountHead, CreditLot, HoldRecord, LedgerEntry, LedgerPeriod, UsageRecord } from '../rows.ts';
import { checkHead } from './check-head.ts';
import { HoldCheck } from './check-holds.ts';
import { LotCheck } from './check-lots.ts';
import { PeriodCheck } from './check-periods.ts';
import { UsageCheck } from './check-usages.ts';
import { PAGE, pagesOf } from './pages.ts';
import { Findings, type VerifyReport } from './report.ts';
import { Tally } from './tally.ts';

type Checked = { -readonly [Row in keyof VerifyReport['checked']]: number };

/**
 * Checks the books of an account against each other: whether the entries alone tell the same as lots, usages,
 * holds, days and head, and whether the invariants of the contract hold (section 16: 1 to 7 and 10, of 5 the
 * part that the present state shows).
 */
export async function verifyBooks(reads: CreditLedgerReads, head: AccountHead): Promise<VerifyReport> {
  const { id, scale } = head.account;
  const findings = new Findings(scale);
  const tally = new Tally(head.openingAt);
  const lots = new LotCheck(head, tally, findings);
  const usages = new UsageCheck(head, tally, lots, findings);
  const holds = new HoldCheck(tally, findings);
  const periods = new PeriodCheck(tally, findings);
  const checked: Checked = { entries: 0, commands: 0, lots: 0, usages: 0, holds: 0, periods: 0 };
  const limit = PAGE;
  const bySeq = (a: LedgerEntry, b: LedgerEntry): number => a.seq - b.seq;
  for await (const page of pagesOf<LedgerEntry>('entries', findings, bySeq, (last) =>
    reads.entries(id, { after: last?.seq, limit }),
  )) {
    for (const entry of page) lookAtEntry(entry, tally, findings);
    checked.entries += page.length;
    checked.commands += await lookForCommands(reads, id, page, findings);
  }
  for await (const page of pagesOf<CreditLot>('lots', findings, byOrder, (last) =>
    reads.lots(id, { after: last?.orderKey, limit }),
  )) {
    for (const lot of page) findings.look(`lot ${lot.id}`, () => lots.look(lot));
    checked.lots += page.length;
  }
  lots.finish();
  for await (const page of pagesOf<UsageRecord>('usages', findings, byTime, (after) =>
    reads.usages(id, { after, limit }),
  )) {
    for (const usage of page) findings.look(`usage ${usage.id}`, () => usages.look(usage));
    checked.usages += page.length;
  }
  usages.finish();
  checked.holds = await lookAtHolds(reads, head, holds, findings);
  checked.periods = await lookAtPeriods(reads, id, periods, findings);
  findings.look('head', () => checkHead(head, tally, lots, usages.debt, findings));
  const { problems, found } = findings;
  return { account: id, version: head.version, ok: found === 0, checked, problems, found };
}

function lookAtEntry(entry: LedgerEntry, tally: Tally, findings: Findings): void {
  const what = `entry ${entry.seq}`;
  findings.look(what, () => {
    if (entry.seq !== tally.entries + 1) findings.add('SEQ_GAP', what, tally.entries + 1, entry.seq);
    const units = findings.units(entry.amount, `${what}.amount`);
    if (units < 0n && entry.type !== 'lot.expired')
      findings.add('ENTRY_INVALID', `${what}.amount`, 'not negative', entry.amount);
    if (entry.reversesSeq !== null && entry.reversesSeq >= entry.seq)
      findings.add('ENTRY_INVALID', `${what}.reversesSeq`, 'an earlier entry', entry.reversesSeq);
    tally.add(entry, units);
  });
}

/** Every entry is the effect of a command on record. */
async function lookForCommands(
  reads: CreditLedgerReads,
  account: string,
  page: readonly LedgerEntry[],
  findings: Findings,
): Promise<number> {
  const keys = [...new Set(page.map(({ commandKey }) => commandKey))];
  let known = 0;
  for (const asked of portionsOf(keys)) {
    const found = new Set((await reads.commands(account, asked)).map(({ key }) => key));
    for (const key of asked) {
      if (found.has(key)) known += 1;
      else findings.add('COMMAND_MISSING', `command ${key}`, 'a record', 'none');
    }
  }
  return known;
}

/** Holds of which entries tell, and open holds whether entries tell of them or not. */
async function lookAtHolds(
  reads: CreditLedgerReads,
  head: AccountHead,
  holds: HoldCheck,
  findings: Findings,
): Promise<number> {
  const { id } = head.account;
  let checked = 0;
  for (const ids of portionsOf(holds.ids())) {
    const rows = await reads.holdsById(id, ids);
    for (const hold of rows) findings.look(`hold ${hold.id}`, () => holds.look(hold));
    checked += rows.length;
  }
  for await (const page of pagesOf<HoldRecord>('open holds', findings, byTimeout, (after) =>
    reads.openHolds(id, { after, limit: PAGE }),
  )) {
    for (const hold of page) findings.look(`hold ${hold.id}`, () => holds.look(hold));
  }
  findings.look('holds', () => holds.finish(head));
  return checked;
}

async function lookAtPeriods(
  reads: CreditLedgerReads,
  account: string,
  periods: PeriodCheck,
  findings: Findings,
): Promise<number> {
  let checked = 0;
  for (const unit of ['day', 'month'] as const) {
    for await (const page of pagesOf<LedgerPeriod>(`${unit}s`, findings, byPeriod, async (last) => {
      const rows = await reads.periods(account, { unit, from: last?.period, limit: PAGE + 1 });
      return rows.filter(({ period }) => period !== last?.period).slice(0, PAGE);
    })) {
      for (const row of page) findings.look(`period ${row.period}`, () => periods.look(row));
      checked += page.length;
    }
  }
  periods.finish();
  return checked;
}

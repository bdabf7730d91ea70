import type { AuditSources, Charge, PlanLine, SourceWindow } from 'reseller-sdk/billing-audit';
import type { BillingHistoryCharge } from 'reseller-sdk/comet/portal';
import { chargesToAuditCharges, servicesToPlanLines } from 'reseller-sdk/comet/usage';
import type { NumberedRow } from 'reseller-sdk/identity';
import type { StoredSnapshot } from 'reseller-sdk/reconciler';
import type { Desk } from '../job.ts';
import type { Store } from '../storage/store.ts';
import { allLots } from './all-lots.ts';
import { SERVICES } from './pull-services.ts';

/** The charges of a day under their stored ids: numbered in the order in which they were counted, they are the same. */
function chargesOfDay(rows: readonly NumberedRow<BillingHistoryCharge>[]): Charge[] {
  const { charges } = chargesToAuditCharges({ rows: rows.map(({ row }) => row), invalid: [] });
  return [...charges].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Stored charges day by day, so that a day at most is in memory. */
function* chargesIn(store: Store, { from, to }: SourceWindow): Generator<Charge> {
  let day: NumberedRow<BillingHistoryCharge>[] = [];
  for (const charge of store.charges.between(from, to)) {
    if (day[0] !== undefined && day[0].row.usageDate !== charge.row.usageDate) {
      yield* chargesOfDay(day);
      day = [];
    }
    day.push(charge);
  }
  yield* chargesOfDay(day);
}

function isCredit({ amount }: Charge): boolean {
  return amount.startsWith('-');
}

/** The lines of the published snapshots, one snapshot after the other. */
async function* linesIn({ store }: Desk, { from, to }: SourceWindow): AsyncGenerator<PlanLine> {
  for (const { contentHash, pulledAt } of await published(store, { from, to })) {
    yield* servicesToPlanLines(store.services.find(contentHash), new Date(pulledAt));
  }
}

async function published(
  store: Store,
  { from, to }: Record<'from' | 'to', string>,
): Promise<readonly StoredSnapshot[]> {
  return store.snapshots.published(SERVICES, { from, to: `${to}T~` });
}

/** What the store knows of charges, listings and devices, as the sources of an audit. */
export async function auditSources(desk: Desk): Promise<AuditSources> {
  const { store, ledger, output } = desk;
  const snapshots = await published(store, { from: '', to: '~' });
  const newest = store.services.find(snapshots.at(-1)?.contentHash ?? null);
  const lots = await allLots(ledger);
  let audited = 0;
  return {
    charges: {
      *charges(window) {
        for (const charge of chargesIn(store, window)) {
          audited += 1;
          if (audited % 1000 === 0) output.progress?.(`${audited} charges, ${charge.day}`);
          yield charge;
        }
      },
      *credits(window) {
        for (const charge of chargesIn(store, window)) if (isCredit(charge)) yield charge;
      },
    },
    plans: { lines: (window) => linesIn(desk, window) },
    facts: { facts: (until) => store.facts.until(until) },
    coverage: {
      chargeDays: store.charges.days(),
      snapshotInstants: snapshots.map(({ pulledAt }) => pulledAt),
      purchaseDays: lots.filter(({ origin }) => origin.type === 'purchase').map(({ day }) => day),
      hasDailyServices: newest.some(({ cycleDays }) => cycleDays === 1),
    },
  };
}

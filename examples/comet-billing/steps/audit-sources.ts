import type { AuditSources, Charge, PlanLine, SourceWindow } from 'reseller-sdk/billing-audit';
import type { ActiveService, BillingHistoryCharge } from 'reseller-sdk/comet/portal';
import { numberedToAuditCharge, servicesToPlanLines } from 'reseller-sdk/comet/usage';
import type { NumberedRow } from 'reseller-sdk/identity';
import type { StoredSnapshot } from 'reseller-sdk/reconciler';
import type { Desk } from '../job.ts';
import type { Store } from '../storage/store.ts';
import { allLots } from './all-lots.ts';
import { SERVICES } from './pull-services.ts';

/** Stored charges as the audit takes them, under the ids that they are stored under. */
function* toCharges(rows: Iterable<NumberedRow<BillingHistoryCharge>>): Generator<Charge> {
  for (const row of rows) yield numberedToAuditCharge(row);
}

/** The lines of the published snapshots, one snapshot after the other; equal ones in a row are read once. */
async function* linesIn({ store }: Desk, { from, to }: SourceWindow): AsyncGenerator<PlanLine> {
  let known: { readonly of: string | null; readonly services: readonly ActiveService[] } | undefined;
  for (const { contentHash, pulledAt } of await published(store, { from, to })) {
    if (known?.of !== contentHash) known = { of: contentHash, services: store.services.find(contentHash) };
    yield* servicesToPlanLines(known.services, new Date(pulledAt));
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
        for (const charge of toCharges(store.charges.between(window.from, window.to))) {
          audited += 1;
          if (audited % 1000 === 0) output.progress?.(`${audited} charges, ${charge.day}`);
          yield charge;
        }
      },
      credits: ({ from, to }) => toCharges(store.charges.creditsBetween(from, to)),
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

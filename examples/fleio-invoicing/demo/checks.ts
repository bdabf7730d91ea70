import type { ClaimedPeriod } from 'reseller-sdk/invoice-policy';
import { json } from '../storage/columns.ts';
import type { Auditor } from './auditor.ts';
import { accountIdOf, PEOPLE, serviceIdOf } from './people.ts';
import type { World } from './world.ts';

/** How many ended cycles were claimed, by what became of the claim. */
export interface ClaimCounts {
  readonly invoiced: number;
  readonly reset: number;
  readonly lost: number;
}

/** Something that must hold at the end, and what speaks against it. */
export interface Check {
  readonly check: string;
  readonly problems: readonly string[];
}

/** What became of the claims that took a cycle, or may have. */
export function claimCounts({ database }: World): ClaimCounts {
  const sql = 'SELECT count(*) AS claims FROM claims WHERE outcome = ?';
  const count = (outcome: keyof ClaimCounts) => Number(database.prepare(sql).get(outcome)?.['claims']);
  return { invoiced: count('invoiced'), reset: count('reset'), lost: count('lost') };
}

/** Everything that must hold. */
export async function runChecks(world: World, auditor: Auditor): Promise<readonly Check[]> {
  return [
    { check: 'no service has two automatic invoices of one date', problems: twins(world) },
    { check: 'no invoice asked for more than was owed', problems: auditor.excesses },
    {
      check: 'each paid invoice is credited once, each refund withdrawn once',
      problems: credits(world, auditor),
    },
    {
      check: 'each claimed cycle is invoiced, given back or reported lost',
      problems: cycles(world, auditor),
    },
    { check: 'no card is charged twice for one invoice', problems: repeated(world.gateway.taken) },
    { check: 'nothing is left half done', problems: await leftovers(world) },
    { check: 'both systems know the same statuses', problems: await strangers(world) },
  ];
}

/** By the invoices themselves, and by the day ledger, which also knows those that were deleted. */
function twins({ database }: World): string[] {
  const sql = `
    SELECT service_id, issued_on AS day FROM invoices
      JOIN invoice_keys ON invoice_keys.invoice_id = invoices.id
      JOIN invoice_lines ON invoice_lines.invoice_id = invoices.id
      GROUP BY service_id, day HAVING count(*) > 1
    UNION
    SELECT service_id, day FROM days WHERE state = 'issued'
      GROUP BY service_id, day HAVING count(*) > 1`;
  return database
    .prepare(sql)
    .all()
    .map((row) => `${row['service_id']} on ${row['day']}`);
}

function credits({ office }: World, auditor: Auditor): string[] {
  return office.ports.invoices.list().flatMap(({ id, clientId, status }) => {
    const added = auditor.creditsOf(id, clientId, true);
    const withdrawn = auditor.creditsOf(id, clientId, false);
    const isRight =
      added === (status === 'paid' || status === 'refunded' ? 1 : 0) &&
      withdrawn === (status === 'refunded' ? 1 : 0);
    return isRight ? [] : [`invoice ${id} is ${status}, added ${added} times, withdrawn ${withdrawn} times`];
  });
}

/** A cycle that Fleio holds for invoiced must be in a claim that led to an invoice. */
function cycles(world: World, { reportedLost }: Auditor): string[] {
  const { database, fake } = world;
  const rows = database.prepare("SELECT periods FROM claims WHERE outcome = 'invoiced'").all();
  const invoiced = rows.flatMap(({ periods }) => json<ClaimedPeriod[]>(periods)).map(({ id }) => id);
  const missing = [...fake.state.periods.values()].filter(
    ({ id, status }) => status === 'invoiced' && !invoiced.includes(String(id)),
  );
  const { lost } = claimCounts(world);
  return [
    ...missing.map(({ id }) => `cycle ${id} is on no invoice`),
    ...repeated(invoiced).map((id) => `cycle ${id} is on two invoices`),
    ...(lost === reportedLost ? [] : [`${lost} claims are lost, ${reportedLost} were reported`]),
  ];
}

function repeated(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

async function leftovers({ office, database }: World): Promise<string[]> {
  const count = (sql: string) => Number(database.prepare(sql).get()?.['rows']);
  const left = {
    'open claims': count('SELECT count(*) AS rows FROM claims WHERE outcome IS NULL'),
    'claimed days': count("SELECT count(*) AS rows FROM days WHERE state = 'claimed'"),
    'movements of credit': count("SELECT count(*) AS rows FROM credit_outbox WHERE state <> 'done'"),
    locks: (await office.ports.lock.acquire('invoicing', 1)) === null ? 1 : 0,
  };
  return Object.entries(left).flatMap(([what, rows]) => (rows === 0 ? [] : [`${rows} ${what}`]));
}

async function strangers({ office, fake }: World): Promise<string[]> {
  const theirs = new Map(
    [...fake.state.services.values()].map((row) => [row.external_billing_id, row.status]),
  );
  const problems: string[] = [];
  for (const { id } of PEOPLE) {
    const serviceId = serviceIdOf(id);
    const ours = await office.ports.services.statusOf({ serviceId, externalId: accountIdOf(id) });
    if (ours !== theirs.get(serviceId))
      problems.push(`${serviceId} is ${ours}, in Fleio ${theirs.get(serviceId)}`);
  }
  return problems;
}

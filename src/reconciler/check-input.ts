import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import { type InstantInput, readInstant } from '../core/time.ts';
import type { Decimals } from './decimals.ts';
import type { PortalRow, PortalUsage, ServerRow, ServerTotals, ServerUsage } from './input.ts';

/** The numbers of both sides. */
export interface ReportNumbers {
  readonly quantities: Decimals;
  readonly money: Decimals;
}

/**
 * Judges both sides and learns their numbers, before anything is computed.
 *
 * @returns the currency of the report
 * @throws InvalidInputError with every issue; code `CURRENCY_MISMATCH` if rows of several currencies are among them
 */
export function checkInput(
  server: ServerUsage,
  portal: PortalUsage,
  currency: string | null,
  numbers: ReportNumbers,
): string | null {
  const issues = [...descriptorIssues(server), ...snapshotIssues(portal)];
  const keys = new Set(server.servers.map(({ serverKey }) => serverKey));
  let index = 0;
  for (const row of server.rows) {
    checkServerRow(row, index, keys, numbers, issues);
    index += 1;
  }
  let common = currency;
  index = 0;
  for (const row of portal.rows) {
    checkPortalRow(row, index, numbers, issues);
    if (row.currency !== null) {
      common ??= row.currency;
      if (row.currency !== common) issues.push(otherCurrency(row.currency, common, index));
    }
    index += 1;
  }
  if (issues.length > 0) {
    const mixed = issues.some(({ code }) => code === 'CURRENCY_MISMATCH');
    throw new InvalidInputError('usage', issues, mixed ? 'CURRENCY_MISMATCH' : undefined);
  }
  return common;
}

function isInstant(input: InstantInput | null): boolean {
  if (input === null) return false;
  return input instanceof Date ? !Number.isNaN(input.getTime()) : readInstant(input) !== undefined;
}

const NOT_AN_INSTANT = 'must be an instant: ISO 8601 with Z or an offset';

function descriptorIssues({ servers }: ServerUsage): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const [index, { serverKey, status, collectedAt, totals }] of servers.entries()) {
    const path = `server.servers[${index}]`;
    if (seen.has(serverKey)) {
      issues.push({ path: `${path}.serverKey`, message: `${JSON.stringify(serverKey)} stands twice` });
    }
    seen.add(serverKey);
    if (totals != null) issues.push(...totalsIssues(totals, `${path}.totals`));
    if ((status === 'ok' || collectedAt !== null) && !isInstant(collectedAt)) {
      issues.push({ path: `${path}.collectedAt`, message: NOT_AN_INSTANT });
    }
  }
  return issues;
}

function totalsIssues({ storageBytes, ...counts }: ServerTotals, path: string): Issue[] {
  const issues: Issue[] = [];
  for (const [name, count] of Object.entries(counts)) {
    if (Number.isSafeInteger(count) && count >= 0) continue;
    issues.push({ path: `${path}.${name}`, message: 'must be a whole number from 0 on' });
  }
  if (!/^\d+$/.test(storageBytes)) {
    issues.push({ path: `${path}.storageBytes`, message: 'must be a whole number of bytes, as text' });
  }
  return issues;
}

function snapshotIssues({ snapshot, rows }: PortalUsage): Issue[] {
  if (snapshot === null) {
    return rows.length === 0 ? [] : [{ path: 'portal.snapshot', message: 'is null, but there are rows' }];
  }
  return isInstant(snapshot.pulledAt) ? [] : [{ path: 'portal.snapshot.pulledAt', message: NOT_AN_INSTANT }];
}

function otherCurrency(currency: string, common: string, index: number): Issue {
  const message = `is ${currency}, the report is in ${common}; reconcile each currency alone`;
  return { path: `portal.rows[${index}].currency`, message, code: 'CURRENCY_MISMATCH' };
}

function notDecimal(path: string): Issue {
  return { path, message: 'must be a plain decimal', code: 'INVALID_AMOUNT' };
}

function checkServerRow(
  row: ServerRow,
  index: number,
  keys: ReadonlySet<string>,
  { quantities }: ReportNumbers,
  issues: Issue[],
): void {
  if (!keys.has(row.serverKey)) {
    const message = `${JSON.stringify(row.serverKey)} is not among the servers`;
    issues.push({ path: `server.rows[${index}].serverKey`, message });
  }
  if (!quantities.learn(row.quantity)) issues.push(notDecimal(`server.rows[${index}].quantity`));
  const { basis } = row;
  if (basis === null) return;
  for (const name of ['lastJob', 'lastSuccess'] as const) {
    const text = basis[name];
    if (text !== null && !quantities.learn(text)) {
      issues.push(notDecimal(`server.rows[${index}].basis.${name}`));
    }
  }
  for (const name of ['lastJobAt', 'lastSuccessAt'] as const) {
    if (basis[name] !== null && !isInstant(basis[name])) {
      issues.push({ path: `server.rows[${index}].basis.${name}`, message: NOT_AN_INSTANT });
    }
  }
}

function checkPortalRow(
  { quantity, printedQuantity, unitCost, amount }: PortalRow,
  index: number,
  { quantities, money }: ReportNumbers,
  issues: Issue[],
): void {
  const refuse = (name: string): number => issues.push(notDecimal(`portal.rows[${index}].${name}`));
  if (quantity !== null && !quantities.learn(quantity)) refuse('quantity');
  if (printedQuantity !== null && !quantities.learn(printedQuantity)) refuse('printedQuantity');
  if (unitCost !== null && !money.learn(unitCost)) refuse('unitCost');
  if (amount !== null && !money.learn(amount)) refuse('amount');
}

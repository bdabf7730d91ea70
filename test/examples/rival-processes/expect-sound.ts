import type { CreditLedgerRepository } from 'reseller-sdk/credit-ledger';
import { expect } from 'vitest';
import { auditedBooks } from '../../../src/testing/credit-ledger/audit.ts';
import { ACCOUNT, type Assignment, chunksOf, packsOf } from './workload.ts';

/** Every usage of every rival is on record once, in full, and nobody took more than there was. */
export async function expectSound(
  repository: CreditLedgerRepository,
  work: Omit<Assignment, 'rival'>,
): Promise<void> {
  const { usages, lots } = await auditedBooks(repository, ACCOUNT);
  const rivals = Array.from({ length: work.rivals }, (_, rival) => ({ ...work, rival }));
  const due = new Map(
    rivals
      .flatMap(chunksOf)
      .flat()
      .map(({ id, amount }) => [id, amount]),
  );
  expect(due.size).toBe(work.usages);
  expect(usages).toHaveLength(work.usages);
  expect(usages.filter(({ id, amount }) => Number(amount) !== Number(due.get(id)))).toEqual([]);
  expect(lots).toHaveLength(2 * rivals.flatMap(packsOf).length);
  expect(lots.every(({ remaining }) => remaining === '0')).toBe(true);
  expect(usages.some(({ shortfall }) => shortfall !== '0')).toBe(true);
}

import { InMemoryCreditLedgerRepository } from 'reseller-sdk/credit-ledger';
import { creditLedgerRepositoryCases } from 'reseller-sdk/testing';
import { describe, it } from 'vitest';

describe('InMemoryCreditLedgerRepository', () => {
  const open = () => ({ repository: new InMemoryCreditLedgerRepository() });
  for (const { name, run } of creditLedgerRepositoryCases(open)) it(name, run);
});

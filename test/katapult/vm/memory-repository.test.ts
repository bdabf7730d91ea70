import { InMemoryVmRepository } from 'reseller-sdk/katapult/vm';
import { vmRepositoryCases } from 'reseller-sdk/testing';
import { describe, it } from 'vitest';

describe('InMemoryVmRepository', () => {
  for (const { name, run } of vmRepositoryCases(() => ({ store: new InMemoryVmRepository() }))) it(name, run);
});

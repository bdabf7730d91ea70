import { KatapultClient } from 'reseller-sdk/katapult';
import { DEFAULT_KATAPULT_TOKEN, FakeKatapult } from 'reseller-sdk/testing';
import { expect, test } from 'vitest';

test('the Katapult example of docs/testing.md does what its comments say', async () => {
  const fake = new FakeKatapult();
  const katapult = new KatapultClient({ token: DEFAULT_KATAPULT_TOKEN, fetch: fake.fetch });
  const accepted = await katapult.virtualMachines.build({
    organization: { sub_domain: 'reseller' },
    package: { permalink: 'small-1' },
    data_center: { permalink: 'xe-one' },
    hostname: 'Web-1',
  });
  fake.advance(30_000);
  const { virtual_machine_build: build } = await katapult.virtualMachineBuilds.get({
    virtual_machine_build: { id: accepted.virtual_machine_build.id },
  });
  expect([accepted.hostname, build.state, build.virtual_machine?.state]).toEqual([
    'web-1',
    'complete',
    'starting',
  ]);
});

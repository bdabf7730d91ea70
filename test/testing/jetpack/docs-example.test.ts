import { JetpackPartnerClient } from 'reseller-sdk/jetpack';
import { DEFAULT_JETPACK_CREDENTIALS, FakeJetpack } from 'reseller-sdk/testing';
import { expect, test } from 'vitest';

test('the Jetpack example of docs/testing.md does what its comments say', async () => {
  const fake = new FakeJetpack();
  const jetpack = new JetpackPartnerClient({ ...DEFAULT_JETPACK_CREDENTIALS, fetch: fake.fetch });
  const order = { siteurl: 'https://shop.example.com', local_user: 'admin', plan: 'premium' };

  const early = await jetpack.provision(order);
  fake.addSite({ url: 'https://shop.example.com' });
  const asked = await jetpack.provision(order);
  expect([early.next_url === '', asked.auth_required]).toEqual([true, true]);

  fake.authorize(String(asked.next_url));
  const { products } = await jetpack.status('https://shop.example.com');
  expect([products?.[0]?.is_pending, fake.state.activations.length]).toEqual([false, 1]);
});

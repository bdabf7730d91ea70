import { FleioClient } from 'reseller-sdk/fleio';
import { DEFAULT_FLEIO_TOKEN, FakeFleio } from 'reseller-sdk/testing';
import { expect, test } from 'vitest';

test('the Fleio example of docs/testing.md does what its comments say', async () => {
  const fake = new FakeFleio({ clients: [{ id: 7, external_billing_id: 'uuid-acme', credit: '5' }] });
  fake.addUsage('uuid-acme', '17.50');
  fake.advance(31 * 86_400_000);

  const baseUrl = 'https://cloud.example.com/backend/staffapi';
  const fleio = new FleioClient({ token: DEFAULT_FLEIO_TOKEN, baseUrl, fetch: fake.fetch });
  const claim = () => fleio.clients.claimForInvoiceProcessing({ id: 7 });
  const [first, second] = [await claim(), await claim()];
  expect([first.uptodate_credit, first.effective_credit_limit]).toEqual(['-12.50', '-10.00']);
  expect([first.unsettled_periods.length, second.unsettled_periods.length]).toEqual([1, 0]);
});

import type { DayClaim, InvoiceDraft } from '../../../invoice-policy/index.ts';
import { expectSame, expectTrue } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedInvoiceRepository } from '../opened-store.ts';
import { allOf, rivals } from '../rows.ts';

const DAY = '2024-02-29';

function claimOf({ serviceId }: OpenedInvoiceRepository, runId = 'run', seq = 1): DayClaim {
  return { serviceId, day: DAY, seq, runId };
}

function draftOf(opened: OpenedInvoiceRepository, claim: DayClaim): InvoiceDraft {
  return {
    clientId: opened.clientId,
    serviceId: opened.serviceId,
    amount: '1234567.89',
    currency: 'USD',
    issueDate: DAY,
    dueDate: DAY,
    paymentMethod: null,
    reasons: ['CREDIT_LIMIT'],
    claim,
  };
}

async function listed({ invoices, serviceId }: OpenedInvoiceRepository) {
  return (await invoices.listForService(serviceId)).map(({ id, status, issuedOn, currency, lines }) => ({
    id,
    status,
    issuedOn,
    currency,
    lines: lines
      .filter((line) => line.serviceId === serviceId)
      .map(({ kind, amount }) => `${kind} ${Number(amount).toFixed(2)}`),
  }));
}

export const invoiceRules: readonly StoreRule<OpenedInvoiceRepository>[] = [
  {
    name: 'an invoice is listed as it was made, and waits for money',
    check: async (opened) => {
      const { invoices, days, clientId } = opened;
      expectSame(await listed(opened), [], 'the invoices before');
      expectSame(await invoices.findByKey('key'), null, 'an invoice of a key that was never used');
      await days.claim(claimOf(opened));
      const made = await invoices.create(draftOf(opened, claimOf(opened)), 'key');
      expectSame(made?.created, true, 'whether it was created');
      const id = made?.invoiceId;
      const expected = {
        id,
        status: 'unpaid',
        issuedOn: DAY,
        currency: 'USD',
        lines: ['service 1234567.89'],
      };
      expectSame(await listed(opened), [expected], 'the invoices');
      expectSame(await invoices.findByKey('key'), id, 'the invoice of the key');
      const open = (await allOf(invoices.listOpenOfActiveServices())).filter(
        ({ invoiceId }) => invoiceId === id,
      );
      expectTrue(open.length > 0, 'it is not listed among those that wait for money');
      expectSame(open[0], { invoiceId: id, clientId, status: 'unpaid' }, 'how it waits for money');
    },
  },
  {
    name: 'what is needed is listed: what is open whatever its age, and the rest from a day on',
    check: async (opened) => {
      const { invoices, days, serviceId } = opened;
      await days.claim(claimOf(opened));
      const made = await invoices.create(draftOf(opened, claimOf(opened)), 'key');
      for (const [from, openStatuses] of [
        [DAY, []],
        ['2024-01-31', []],
        ['2024-03-01', ['unpaid']],
        ['2034-03-01', ['overdue', 'unpaid']],
      ] as const) {
        const ids = (await invoices.listForService(serviceId, { from, openStatuses })).map(({ id }) => id);
        expectSame(ids, [made?.invoiceId], `the invoices from ${from} on, or ${openStatuses.join(', ')}`);
      }
    },
  },
  {
    name: 'a key makes one invoice, and returns it from then on',
    check: async (opened) => {
      const { invoices, days } = opened;
      await days.claim(claimOf(opened));
      const made = await invoices.create(draftOf(opened, claimOf(opened)), 'key');
      await days.markIssued(claimOf(opened), made?.invoiceId ?? '');
      const again = await invoices.create({ ...draftOf(opened, claimOf(opened)), amount: '1.00' }, 'key');
      expectSame(again, { invoiceId: made?.invoiceId, created: false }, 'the second call');
      await days.claim(claimOf(opened, 'run', 2));
      const other = await invoices.create(draftOf(opened, claimOf(opened, 'run', 2)), 'another key');
      expectSame(other?.created, true, 'whether another key makes another invoice');
      expectSame((await listed(opened)).length, 2, 'the number of invoices');
    },
  },
  {
    name: 'a key outlives its invoice',
    check: async (opened) => {
      const { invoices, days, deleteInvoice } = opened;
      if (deleteInvoice === undefined) return;
      await days.claim(claimOf(opened));
      const made = await invoices.create(draftOf(opened, claimOf(opened)), 'key');
      await deleteInvoice(made?.invoiceId ?? '');
      expectSame(await listed(opened), [], 'the invoices after the deletion');
      expectSame(await invoices.findByKey('key'), made?.invoiceId, 'the invoice of the key');
      const again = await invoices.create(draftOf(opened, claimOf(opened)), 'key');
      expectSame(again, { invoiceId: made?.invoiceId, created: false }, 'the second call');
      expectSame(await listed(opened), [], 'the invoices at the end');
    },
  },
  {
    name: 'nothing is made under a claim that was given back or taken over',
    check: async (opened) => {
      const { invoices, days, isFenced } = opened;
      if (!isFenced) return;
      const draft = draftOf(opened, claimOf(opened));
      expectSame(await invoices.create(draft, 'key'), null, 'an invoice without a claim');
      await days.claim(claimOf(opened));
      await days.release(claimOf(opened));
      expectSame(await invoices.create(draft, 'key'), null, 'an invoice under a claim that was given back');
      await days.claim(claimOf(opened, 'another run'));
      expectSame(await invoices.create(draft, 'key'), null, 'an invoice under the claim of another run');
      expectSame(await invoices.findByKey('key'), null, 'the invoice of the key');
      expectSame(await listed(opened), [], 'the invoices');
      const made = await invoices.create(draftOf(opened, claimOf(opened, 'another run')), 'key');
      expectSame(made?.created, true, 'whether the other run makes it');
    },
  },
  {
    name: 'rivals who use one key at once make one invoice',
    check: async (opened) => {
      const { invoices, days, connect } = opened;
      await days.claim(claimOf(opened));
      const draft = draftOf(opened, claimOf(opened));
      const made = await rivals(invoices, connect, (port) => port.create(draft, 'key'));
      expectSame(made.filter((one) => one?.created === true).length, 1, 'how many created it');
      expectSame(new Set(made.map((one) => one?.invoiceId)).size, 1, 'how many different ones they got');
      expectSame((await listed(opened)).length, 1, 'the number of invoices');
    },
  },
];

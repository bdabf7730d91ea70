import { putCustomers } from '../customers.ts';
import { topUp } from '../top-up.ts';
import { accountIdOf, serviceIdOf } from './people.ts';
import type { Scene, Stage } from './stage.ts';

const STORIES: readonly ((stage: Stage) => readonly Scene[])[] = [
  punctualPayers,
  boughtCredit,
  eventThatComesTwice,
  lostAnswer,
  deletedInvoice,
  missingRate,
  outage,
  unpaidInvoice,
  statusInFleio,
  lostClaim,
];

/** Everything that people do in the month, in its order. */
export function scenesOf(stage: Stage): Scene[] {
  return STORIES.flatMap((story) => story(stage)).sort((a, b) => a.at.getTime() - b.at.getTime());
}

function punctualPayers(stage: Stage): readonly Scene[] {
  return [
    // He pays by hand what his card did not, and with that his agreement holds again.
    stage.pays('2026-10-13T20:00+03:00', 'delta'),
    stage.pays('2026-10-16T22:00+03:00', 'hazel'),
    stage.pays('2026-10-20T09:00+03:00', 'acme'),
    stage.pays('2026-10-25T10:00+02:00', 'gale'),
    stage.pays('2026-10-26T09:00+02:00', 'gale'),
    stage.pays('2026-11-01T09:30+02:00', 'acme'),
    stage.pays('2026-11-02T12:00+02:00', 'birch'),
  ];
}

function boughtCredit(stage: Stage): readonly Scene[] {
  const { office } = stage.world;
  return [
    stage.scene('2026-10-06T11:00+03:00', async () => {
      for (const typed of ['5', '2500', '100,00']) {
        const { result, invoiceId } = await topUp(office, accountIdOf('juniper'), typed);
        const answer = invoiceId === null ? `refused, ${result}` : `invoice ${invoiceId}`;
        stage.note('juniper', `wants credit for ${typed}: ${answer}`);
      }
    }),
    stage.pays('2026-10-06T11:20+03:00', 'juniper'),
    stage.scene('2026-10-07T15:00+03:00', async () => {
      for (const id of stage.invoicesOf('juniper', 'paid')) {
        office.payments.refunded(id);
        stage.note('juniper', `invoice ${id} is refunded in full`);
      }
    }),
    stage.again('2026-10-07T15:10+03:00', 'juniper', 'refunded'),
  ];
}

function eventThatComesTwice(stage: Stage): readonly Scene[] {
  return [
    stage.pays('2026-10-08T10:00+03:00', 'acme'),
    stage.again('2026-10-08T10:10+03:00', 'acme', 'paid'),
  ];
}

function lostAnswer(stage: Stage): readonly Scene[] {
  const { fake } = stage.world;
  const breakLine = (): void => {
    fake.inject({ on: 'clients.changeCredit', fault: { kind: 'lost-answer' } });
  };
  return [stage.scene('2026-10-15T20:30+03:00', breakLine), stage.pays('2026-10-15T20:30+03:00', 'elm')];
}

function deletedInvoice(stage: Stage): readonly Scene[] {
  return [
    stage.scene('2026-10-20T09:30+03:00', () => {
      for (const id of stage.invoicesOf('fir', 'unpaid')) {
        stage.world.office.ports.invoices.delete(id);
        stage.note('fir', `invoice ${id} is deleted by mistake`);
      }
    }),
    stage.pays('2026-10-21T10:00+03:00', 'fir'),
  ];
}

function missingRate(stage: Stage): readonly Scene[] {
  return [
    stage.scene('2026-10-21T18:30+03:00', () => {
      putCustomers(stage.world.database, { rates: { GBP: '0.76' }, clients: [] });
      stage.note('', 'a rate of GBP comes in');
    }),
  ];
}

function outage(stage: Stage): readonly Scene[] {
  const { fake } = stage.world;
  return [
    stage.scene('2026-10-22T03:00+03:00', () => {
      fake.inject({ times: Number.POSITIVE_INFINITY, fault: { kind: 'html', status: 503 } });
      stage.note('', 'Fleio goes down');
    }),
    stage.pays('2026-10-22T04:00+03:00', 'iris'),
    stage.scene('2026-10-22T09:00+03:00', () => {
      fake.clearFaults();
      stage.note('', 'Fleio is back');
    }),
    stage.pays('2026-10-22T20:00+03:00', 'kestrel'),
  ];
}

function unpaidInvoice(stage: Stage): readonly Scene[] {
  const { accounts } = stage.world.office;
  const larch = { externalId: accountIdOf('larch'), serviceId: serviceIdOf('larch') };
  return [
    stage.scene('2026-10-11T09:00+03:00', async () => {
      await accounts.suspend(larch);
      stage.note('larch', 'has not paid: we suspend him in Fleio');
    }),
    stage.scene('2026-10-30T09:00+02:00', async () => {
      await accounts.terminate(larch);
      stage.note('larch', 'still has not paid: we terminate his service');
    }),
  ];
}

function statusInFleio(stage: Stage): readonly Scene[] {
  const { services } = stage.world.fleio;
  return [
    stage.scene('2026-10-27T10:05+02:00', async () => {
      await services.suspend({ id: await stage.fleioServiceOf('nettle') });
      stage.note('nettle', "is suspended by Fleio's staff");
    }),
    stage.scene('2026-10-28T10:05+02:00', async () => {
      await services.unsuspend({ id: await stage.fleioServiceOf('nettle') });
      stage.note('nettle', "is resumed by Fleio's staff");
    }),
  ];
}

function lostClaim(stage: Stage): readonly Scene[] {
  const { fake, fleio } = stage.world;
  return [
    stage.scene('2026-11-01T02:00+02:00', async () => {
      const { id } = await fleio.clients.byExternalId(accountIdOf('maple'));
      const on = `/clients/${id}/get_client_for_invoice_processing`;
      fake.inject({ on, fault: { kind: 'lost-answer' } });
    }),
    stage.scene('2026-11-01T09:00+02:00', async () => {
      const id = await stage.fleioServiceOf('maple');
      const cycles = [...fake.state.periods.values()].filter(({ service }) => service === id);
      await fleio.services.resetInvoicedPeriods({ id, periods_ids: cycles.map((cycle) => cycle.id) });
      stage.note('maple', 'we looked into Fleio, and give his cycle back by hand');
    }),
    stage.pays('2026-11-01T20:00+02:00', 'maple'),
  ];
}

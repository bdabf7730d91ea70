import {
  type CreditKey,
  type CreditOutbox,
  queueInvoiceCredit,
  runCreditOutbox,
} from '../../fleio/credit/index.ts';
import { FleioConnection } from '../../fleio/index.ts';
import { FakeClock } from '../clock.ts';
import { DEFAULT_FLEIO_TOKEN } from '../fleio/seed.ts';
import { FakeFleio } from '../fleio/server.ts';
import { faultAt } from '../kit/fault-at.ts';
import { expectSame, expectTrue } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { OpenedCreditOutbox } from './opened-store.ts';

const HOUR_MS = 3_600_000;
/** After so many hours every row has used up its tries. */
const ROUNDS = 60;
/** Far more calls than one payment and its refund need. */
const MAX_CALLS = 100;
const ACCOUNT = 'uuid-credit-case';
const LINES = [{ serviceId: '55', kind: 'service', amount: '12.34' }] as const;

/** The `call`-th call of an outbox fails, before or after its work. */
function failing(outbox: CreditOutbox, call: number, when: 'before' | 'after') {
  const { guarded, wasReached } = faultAt(call, when);
  const broken: CreditOutbox = {
    enqueue: (entries) => guarded(() => outbox.enqueue(entries)),
    forInvoice: (invoiceId) => guarded(() => outbox.forInvoice(invoiceId)),
    save: (row, version) => guarded(() => outbox.save(row, version)),
    async *listOpen() {
      yield* await guarded(async () => outbox.listOpen());
    },
  };
  return { outbox: broken, wasReached };
}

/** Pays one invoice and refunds another through a broken outbox, then lets sound runs finish. */
async function survive(
  outbox: CreditOutbox,
  name: string,
  call: number,
  when: 'before' | 'after',
  dedupes: boolean,
) {
  const clock = new FakeClock();
  const fake = new FakeFleio({ clock, clients: [{ external_billing_id: ACCOUNT, currency: 'USD' }] });
  const fleio = new FleioConnection({
    token: DEFAULT_FLEIO_TOKEN,
    baseUrl: 'https://cloud.example.com/backend/staffapi',
    fetch: fake.fetch,
  });
  const broken = failing(outbox, call, when);
  const invoice = { invoiceId: name, accountId: ACCOUNT, currency: 'USD', lines: LINES };
  const events = ['add', 'withdraw'] as const;
  const options = { fleio, clock, serverDedupesCredit: dedupes, sourceKey };
  for (const direction of events) {
    await queueInvoiceCredit(broken.outbox, invoice, direction).catch(() =>
      queueInvoiceCredit(outbox, invoice, direction),
    );
  }
  await runCreditOutbox({ ...options, outbox: broken.outbox }).catch(() => undefined);
  for (let round = 0; round < ROUNDS; round += 1) {
    clock.advance(HOUR_MS);
    await runCreditOutbox({ ...options, outbox });
  }
  return {
    journal: fake.state.journal,
    rows: await outbox.forInvoice(name),
    wasReached: broken.wasReached(),
  };
}

function sourceKey({ invoiceId, serviceId, direction }: CreditKey): string {
  return `${invoiceId}/${serviceId}/${direction}`;
}

async function everyFault(outbox: CreditOutbox, when: 'before' | 'after', dedupes: boolean): Promise<void> {
  for (let call = 1; call <= MAX_CALLS; call += 1) {
    const name = `${when} ${call}`;
    const { journal, rows, wasReached } = await survive(outbox, name, call, when, dedupes);
    if (!wasReached) {
      expectTrue(call > 5, 'the faults were never reached');
      return;
    }
    for (const direction of ['add', 'withdraw'] as const) {
      const what = `${direction} after a fault ${name} a call`;
      const row = rows.find((candidate) => candidate.direction === direction);
      const moved = journal.filter(({ add_credit }) => add_credit === (direction === 'add')).length;
      if (dedupes || row?.state === 'done') expectSame([row?.state, moved], ['done', 1], what);
      else expectTrue(moved <= 1, `${what}: moved ${moved} times`);
    }
  }
  throw new Error(`a run still calls the outbox after ${MAX_CALLS} calls`);
}

export const faultRules: readonly StoreRule<OpenedCreditOutbox>[] = (['before', 'after'] as const).flatMap(
  (when) => [
    {
      name: `a fault ${when} any call loses no credit and doubles none, where the server knows repeats`,
      check: ({ outbox }) => everyFault(outbox, when, true),
    },
    {
      name: `a fault ${when} any call doubles no credit, where the server does not know repeats`,
      check: ({ outbox }) => everyFault(outbox, when, false),
    },
  ],
);

import { InvalidInputError, NotFoundError, ServerError, TransportError } from 'reseller-sdk';
import {
  type ClaimOutcome,
  type InvoicingPorts,
  type InvoicingSettings,
  inMemoryInvoicingStores,
  runInvoicing,
} from 'reseller-sdk/invoice-policy';
import { describe, expect, it } from 'vitest';
import { noLock } from './play.ts';
import { SETTINGS, World } from './world.ts';

const HOUR_MS = 3_600_000;
const CHARGING = { ...SETTINGS, chargeImmediately: true };

function run(world: World, settings: Partial<InvoicingSettings> = {}, ports: Partial<InvoicingPorts> = {}) {
  return runInvoicing({ ...world.ports(), ...ports }, { ...SETTINGS, ...settings });
}

/** Accounts that owe so many cents each, all of them with an ended period. */
function worldOwing(usage: number, ids: readonly string[] = ['a']): World {
  const world = new World(ids);
  for (const id of ids) {
    world.vendor.of(id).usage = usage;
    world.vendor.endPeriod(id);
  }
  return world;
}

/** The port with some of its members replaced. */
function but<Port extends object>(port: Port, members: object): Port {
  return new Proxy(port, {
    get: (target, name) => {
      if (Object.hasOwn(members, name)) return Reflect.get(members, name);
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

function throwing(error: unknown): () => Promise<never> {
  return async () => {
    throw error;
  };
}

function vendorBut(world: World, members: Partial<InvoicingPorts['accounts']>): InvoicingPorts['accounts'] {
  return but(world.vendor, members);
}

const outcomes = (world: World) => world.stores.claims.listClosed().map(({ outcome }) => outcome);
const facts = { vendor: 'vendor', operation: 'claim', status: 404 };

describe('a run', () => {
  it('invoices what is due, and tells of every account what came of it', async () => {
    const world = worldOwing(1250, ['a', 'b', 'c']);
    world.vendor.of('b').usage = 0;
    world.vendor.add('stranger');
    const seen: string[] = [];
    const options = {
      runId: 'tick',
      onAccount: ({ accountId }: { readonly accountId: string }) => void seen.push(accountId),
    };
    const report = await runInvoicing(world.ports(), SETTINGS, options);
    expect(report).toMatchObject({ runId: 'tick', stopped: null, errors: [], charges: [] });
    expect(report.counts).toEqual({ ISSUED: 2, NO_DEBT: 1, NO_BILLABLE_SERVICE: 1 });
    expect(report.accounts.map(({ accountId, reason, periods }) => [accountId, reason, periods])).toEqual([
      ['a', 'ISSUED', 'invoiced'],
      ['b', 'NO_DEBT', 'reset'],
      ['c', 'ISSUED', 'invoiced'],
      ['stranger', 'NO_BILLABLE_SERVICE', 'none'],
    ]);
    expect(seen).toEqual(['a', 'b', 'c', 'stranger']);
    expect(world.made.map(({ draft, key }) => [draft.amount, draft.issueDate, draft.reasons, key])).toEqual([
      ['12.50', '2024-05-10', ['CYCLE_END', 'CREDIT_LIMIT'], 'auto-invoice:service-a:2024-05-10'],
      ['12.50', '2024-05-10', ['CYCLE_END', 'CREDIT_LIMIT'], 'auto-invoice:service-c:2024-05-10'],
    ]);
    expect(world.vendor.of('b').periods.get('b/period-1')).toBe('ended');
  });

  it('after an outage makes one invoice of today for all that has no invoice', async () => {
    const world = worldOwing(1250);
    await run(world);
    world.vendor.of('a').usage += 9000;
    world.clock.advance(40 * 24 * HOUR_MS);
    await run(world);
    await run(world);
    expect(world.made.map(({ draft }) => [draft.issueDate, draft.amount])).toEqual([
      ['2024-05-10', '12.50'],
      ['2024-06-19', '90.00'],
    ]);
  });

  it('refuses settings and options with every issue before it touches a port', async () => {
    const ports = new Proxy(worldOwing(1).ports(), {
      get: (target, name) => (name === 'clock' ? target.clock : expect.fail(`${String(name)} was touched`)),
    });
    const settings = { ...SETTINGS, timeZone: 'Nowhere', chargeRetry: { everyHours: -1, dropAfter: 0.5 } };
    const error = await runInvoicing(ports, settings, { maxSkewMs: 0, runId: '' }).catch(
      (refusal: unknown) => refusal,
    );
    expect(error).toBeInstanceOf(InvalidInputError);
    const paths = error instanceof InvalidInputError ? error.issues.map(({ path }) => path) : [];
    expect(paths).toEqual([
      'timeZone',
      'chargeRetry.everyHours',
      'chargeRetry.dropAfter',
      'maxSkewMs',
      'runId',
    ]);
  });

  it('does nothing while another one holds the lock', async () => {
    const world = worldOwing(1250);
    const handle = await world.stores.lock.acquire('invoicing', HOUR_MS);
    expect(await run(world)).toMatchObject({ stopped: 'LOCKED', accounts: [], errors: [] });
    await handle?.release();
    expect(await run(world)).toMatchObject({ stopped: null, counts: { ISSUED: 1 } });
    expect(await run(world)).toMatchObject({ stopped: null, counts: { COVERED: 1 } });
  });

  it('extends its lock while it goes on, and stops when it lost it', async () => {
    const world = worldOwing(1250, ['a', 'b', 'c']);
    const slow = vendorBut(world, {
      claim: (id) => {
        world.clock.advance(9 * 60_000);
        return world.vendor.claim(id);
      },
    });
    expect(await run(world, {}, { accounts: slow })).toMatchObject({ stopped: null, counts: { ISSUED: 3 } });
    const other = worldOwing(1250, ['a', 'b', 'c']);
    const slower = vendorBut(other, {
      claim: async (id) => {
        other.clock.advance(11 * 60_000);
        await other.stores.lock.acquire('invoicing', HOUR_MS);
        return other.vendor.claim(id);
      },
    });
    expect(await run(other, {}, { accounts: slower })).toMatchObject({
      stopped: 'LOCK_LOST',
      counts: { ISSUED: 1 },
    });
  });

  it('stops between two accounts when it is told to', async () => {
    const world = worldOwing(1250, ['a', 'b']);
    const controller = new AbortController();
    const options = { signal: controller.signal, onAccount: () => controller.abort() };
    const report = await runInvoicing(world.ports(), SETTINGS, options);
    expect(report).toMatchObject({ stopped: 'ABORTED', counts: { ISSUED: 1 } });
    expect(outcomes(world)).toEqual(['invoiced']);
  });

  it('claims nothing when the clocks differ too much, in either direction', async () => {
    for (const [skewMs, stopped] of [
      [300_001, 'CLOCK_SKEW'],
      [-300_001, 'CLOCK_SKEW'],
      [300_000, null],
    ] as const) {
      const world = worldOwing(1250);
      world.vendor.serverTime = new Date(world.clock.now().getTime() + skewMs);
      const report = await run(world);
      expect(report.stopped).toBe(stopped);
      expect(outcomes(world)).toEqual(stopped === null ? ['invoiced'] : []);
    }
  });

  it('with both toggles off heals and does nothing else', async () => {
    const world = worldOwing(1250);
    await world.stores.claims.open({ id: 'old', accountId: 'a', day: '2024-05-09', runId: 'old' });
    const report = await run(world, { invoiceWithAgreement: false, invoiceWithoutAgreement: false });
    expect(report).toMatchObject({
      stopped: 'SETTINGS_OFF',
      accounts: [],
      healed: { lost: 1 },
      agreementsSent: 0,
    });
  });

  it('asks for one group of clients when one toggle is on, and holds them for that group', async () => {
    const world = worldOwing(1250);
    const filters: unknown[] = [];
    const accounts = vendorBut(world, {
      listDue: (filter) => {
        filters.push(filter);
        return world.vendor.listDue();
      },
    });
    const report = await run(world, { invoiceWithoutAgreement: false, includeSuspended: true }, { accounts });
    expect(report.counts).toEqual({ ISSUED: 1 });
    await run(world, { cycleSource: 'calendar-month' }, { accounts });
    expect(filters).toEqual([
      { hasBillingAgreement: true, includeSuspended: true, includeWithoutDebt: false },
      { includeSuspended: false, includeWithoutDebt: true },
    ]);
  });

  it('takes the agreement from the vendor, then from the billing system, and none for none', async () => {
    const limits = { fallbackLimits: { withAgreement: '-20', withoutAgreement: '-10' } };
    for (const [told, known, isIssued] of [
      [false, true, true],
      [true, false, false],
      [null, true, false],
      [null, false, true],
      [null, null, true],
    ] as const) {
      const world = new World();
      Object.assign(world.vendor.of('a'), { usage: 1500, limit: null, hasAgreement: told });
      world.agreements.set('client-a', known);
      expect((await run(world, limits)).counts).toEqual(isIssued ? { ISSUED: 1 } : { NO_TRIGGER: 1 });
    }
  });

  it('keeps a deleted invoice in mind: nothing more today, unless the settings allow it', async () => {
    const world = worldOwing(1250);
    await run(world);
    world.billing.deleteInvoice('invoice-1');
    expect((await run(world)).counts).toEqual({ ALREADY_INVOICED_TODAY: 1 });
    expect((await run(world, { sameDayReissueAfterDelete: true })).counts).toEqual({ ISSUED: 1 });
    expect(world.made.map(({ key }) => key)).toEqual([
      'auto-invoice:service-a:2024-05-10',
      'auto-invoice:service-a:2024-05-10:2',
    ]);
  });

  it('looks at each account with a few calls, however many there are', async () => {
    const callsFor = async (count: number): Promise<number> => {
      const world = worldOwing(
        1250,
        Array.from({ length: count }, (_, index) => `account ${index}`),
      );
      let calls = 0;
      const counted = <Port extends object>(port: Port): Port =>
        new Proxy(port, {
          get: (target, name) => {
            const member: unknown = Reflect.get(target, name);
            if (typeof member !== 'function') return member;
            calls += 1;
            return member.bind(target);
          },
        });
      const { clock, ...ports } = world.ports();
      const entries = Object.entries(ports).map(([name, port]) => [name, counted(port)]);
      await runInvoicing({ ...Object.fromEntries(entries), clock }, SETTINGS);
      return calls;
    };
    const [few, many] = [await callsFor(100), await callsFor(400)];
    expect(many - few).toBe(3 * (few - (few % 100)));
  });
});

describe('the invoices of a service', () => {
  it('are asked for as far as a decision rests on them, however long its history is', async () => {
    const world = worldOwing(2000);
    const line = { serviceId: 'service-a', kind: 'service', amount: '9' } as const;
    const old = { clientId: 'client-a', issuedOn: '2020-01-01', currency: 'USD', lines: [line] };
    for (let number = 0; number < 50; number += 1)
      world.billing.putInvoice({ ...old, id: `old ${number}`, status: 'paid' });
    world.billing.putInvoice({ ...old, id: 'open', status: 'unpaid' });
    const seen: number[] = [];
    const invoices = but(world.billing, {
      listForService: async (...asked: Parameters<InvoicingPorts['invoices']['listForService']>) => {
        const listed = await world.billing.listForService(...asked);
        seen.push(listed.length);
        return listed;
      },
    });
    await run(world, {}, { invoices });
    expect(world.made.map(({ draft }) => draft.amount)).toEqual(['11.00']);
    expect(new Set(seen)).toEqual(new Set([1]));
  });

  it('in memory are those with a line for its usage, also after their lines changed', async () => {
    const { billing } = worldOwing(0);
    const line = { serviceId: 'service-a', kind: 'service', amount: '9' } as const;
    const invoice = { clientId: 'client-a', status: 'unpaid', issuedOn: '2024-05-09', currency: 'USD' };
    billing.putInvoice({ ...invoice, id: 'usage', lines: [line] });
    billing.putInvoice({ ...invoice, id: 'domain', lines: [{ ...line, kind: 'other' }] });
    billing.putInvoice({ ...invoice, id: 'moved', lines: [line] });
    billing.putInvoice({ ...invoice, id: 'moved', lines: [{ ...line, serviceId: 'service-b' }] });
    expect((await billing.listForService('service-a')).map(({ id }) => id)).toEqual(['usage']);
    expect((await billing.listForService('service-b')).map(({ id }) => id)).toEqual(['moved']);
  });
});

describe('what fails for one account', () => {
  it('stops no other', async () => {
    const world = worldOwing(1250, ['a', 'b', 'c']);
    const services = {
      liveForClient: (id: string) =>
        id === 'client-b' ? throwing(new Error('disk'))() : world.billing.liveForClient(id),
    };
    const report = await run(world, {}, { services });
    expect(report.counts).toEqual({ ISSUED: 2, STATE_UNREADABLE: 1 });
    expect(report.errors).toMatchObject([{ code: 'STATE_UNREADABLE', about: { accountId: 'b' } }]);
    expect(world.vendor.of('b').periods.get('b/period-1')).toBe('ended');
  });

  it.each([
    new NotFoundError(facts),
    new TransportError('no token', { operation: 'claim', attempts: 0, outcomeUnknown: false }),
  ])('a refusal to hand it out, or a claim that was not sent, claims nothing: %s', async (error) => {
    const world = worldOwing(1250);
    const accounts = vendorBut(world, { claim: throwing(error) });
    expect((await run(world, {}, { accounts })).counts).toEqual({ CLAIM_REFUSED: 1 });
    expect(outcomes(world)).toEqual(['failed']);
    expect((await run(world)).errors).toEqual([]);
  });

  it.each([new ServerError({ ...facts, status: 503 }), new Error('socket hang up')])(
    'a claim without an answer is reported once: %s',
    async (error) => {
      const world = worldOwing(1250);
      const accounts = vendorBut(world, { claim: throwing(error) });
      const report = await run(world, {}, { accounts });
      expect(report.counts).toEqual({ CLAIM_LOST: 1 });
      expect(report.errors).toMatchObject([
        { code: 'CLAIM_LOST', about: { accountId: 'a', day: '2024-05-10' } },
      ]);
      expect(outcomes(world)).toEqual(['lost']);
      expect((await run(world)).errors).toEqual([]);
    },
  );

  it('a lost claim that could not be closed is reported, and again by the run that closes it', async () => {
    const world = worldOwing(1250);
    const accounts = vendorBut(world, { claim: throwing(new Error('timeout')) });
    const { claims } = world.stores;
    const broken = { close: throwing(new Error('disk')) };
    const first = await run(world, {}, { accounts, claims: but(claims, broken) });
    expect(first.errors.map(({ code }) => code)).toEqual(['NOTE_FAILED', 'CLAIM_LOST']);
    const second = await run(world, {}, { claims: but(claims, broken) });
    expect(second.errors.map(({ code }) => code)).toEqual(['NOTE_FAILED', 'CLAIM_LOST']);
    expect(second.counts).toEqual({ UNSETTLED_CLAIM: 1 });
    const third = await run(world);
    expect(third.errors.map(({ code }) => code)).toEqual(['CLAIM_LOST']);
    expect((await run(world)).errors).toEqual([]);
  });

  it('a lost claim whose closing was noted but not answered is reported all the same', async () => {
    const world = worldOwing(1250);
    const { claims } = world.stores;
    const close = async (id: string, outcome: ClaimOutcome): Promise<never> => {
      await claims.close(id, outcome);
      throw new Error('the answer was lost');
    };
    await claims.open({ id: 'dead:a', accountId: 'a', day: '2024-05-09', runId: 'dead' });
    const first = await run(world, {}, { claims: but(claims, { close }) });
    expect(first.errors.map(({ code }) => code)).toEqual(['NOTE_FAILED', 'CLAIM_LOST']);
    expect((await run(world)).errors).toEqual([]);
    expect(outcomes(world)).toContain('lost');
  });

  it('an answer without balance or currency gives the periods back', async () => {
    for (const missing of [{ uptodateCredit: null }, { currency: null }, { currency: '' }]) {
      const world = worldOwing(1250);
      const accounts = vendorBut(world, {
        claim: async (id) => ({ ...(await world.vendor.claim(id)), ...missing }),
      });
      expect((await run(world, {}, { accounts })).counts).toEqual({ BALANCE_UNKNOWN: 1 });
      expect(world.vendor.of('a').periods.get('a/period-1')).toBe('ended');
      expect(outcomes(world)).toEqual(['reset']);
    }
  });

  it('an answer of another shape stops no other', async () => {
    const world = worldOwing(1250, ['a', 'b']);
    const accounts = vendorBut(world, {
      claim: async (id) => (id === 'a' ? JSON.parse('{"currency": "USD"}') : world.vendor.claim(id)),
    });
    const report = await run(world, {}, { accounts });
    expect(report.counts).toEqual({ CLAIM_LOST: 1, ISSUED: 1 });
    expect((await run(world)).counts).toEqual({ ISSUED: 1, COVERED: 1 });
  });

  it('several live services, a missing rate and unreadable amounts are errors of that client alone', async () => {
    const world = worldOwing(1250, ['a', 'b', 'c', 'd']);
    world.addClient('a', ['one', 'two']);
    world.addClient('b', ['service-b'], 'GBP');
    Object.assign(world.vendor.of('b'), { usage: 1250 });
    world.vendor.of('c').limit = 'ten';
    for (const id of ['a', 'b']) world.vendor.endPeriod(id);
    const report = await run(world);
    expect(report.counts).toEqual({ AMBIGUOUS_SERVICE: 1, CURRENCY_UNKNOWN: 1, UNDECIDABLE: 1, ISSUED: 1 });
    expect(report.errors.map(({ code, about }) => [code, about.accountId])).toEqual([
      ['AMBIGUOUS_SERVICE', 'a'],
      ['CURRENCY_UNKNOWN', 'b'],
      ['UNDECIDABLE', 'c'],
    ]);
    for (const id of ['a', 'b', 'c'])
      expect([...world.vendor.of(id).periods.values()]).not.toContain('taken');
  });

  it('without rates only those are in error that need them', async () => {
    const world = worldOwing(1250, ['a', 'b']);
    world.addClient('b', ['service-b'], 'EUR');
    world.vendor.of('b').usage = 1250;
    const report = await run(world, {}, { rates: { latest: throwing(new Error('offline')) } });
    expect(report.counts).toEqual({ ISSUED: 1, CURRENCY_UNKNOWN: 1 });
  });

  it('periods are given back per service, and what could not be is given back by the next run, once', async () => {
    const world = worldOwing(5);
    world.vendor.of('a').periods.clear();
    const released: string[] = [];
    let isBroken = true;
    const periods = ['1', '2', '3'].map((id) => ({ id, serviceRef: id === '2' ? 'other' : 'own' }));
    const accounts = vendorBut(world, {
      claim: async (id) => ({ ...(await world.vendor.claim(id)), uptodateCredit: '0', periods }),
      release: async (serviceRef, ids) => {
        released.push(`${serviceRef}: ${ids.join()}`);
        if (isBroken && serviceRef === 'other') throw new Error('busy');
      },
    });
    const first = await run(world, {}, { accounts });
    expect(first.errors.map(({ code }) => code)).toEqual(['RELEASE_FAILED']);
    expect(first.accounts).toMatchObject([{ reason: 'NO_DEBT', periods: 'open' }]);
    const second = await run(world, {}, { accounts });
    expect(second.counts).toEqual({ UNSETTLED_CLAIM: 1 });
    isBroken = false;
    released.length = 0;
    expect((await run(world, {}, { accounts })).healed).toMatchObject({ reset: 1 });
    expect(released).toEqual(['own: 1,3', 'other: 2', 'own: 1,3', 'other: 2']);
  });
});

describe('once an invoice exists', () => {
  it.each(['markIssued', 'set', 'close', 'charge'])(
    'no period is given back, although %s fails',
    async (call) => {
      const world = worldOwing(1250);
      world.agreements.set('client-a', true);
      const { days, cycles, claims } = world.stores;
      const broken = <Port extends object>(port: Port): Port =>
        but(port, call in port ? { [call]: throwing(new Error('disk')) } : {});
      const ports = {
        days: broken(days),
        cycles: broken(cycles),
        claims: broken(claims),
        charging: broken(world.gateway),
        accounts: vendorBut(world, { release: () => expect.fail('periods were given back') }),
      };
      const month = { cycleSource: 'calendar-month' } as const;
      const byMonth: InvoicingPorts['services'] = {
        liveForClient: async (id) =>
          (await world.billing.liveForClient(id)).map((service) => ({ ...service, startedOn: '2024-01-01' })),
      };
      const report = await run(world, { ...CHARGING, ...month }, { ...ports, services: byMonth });
      expect(report.counts).toEqual({ ISSUED: 1 });
      expect(report.errors.map(({ code }) => code)).toEqual([
        call === 'charge' ? 'CHARGE_UNKNOWN' : 'NOTE_FAILED',
      ]);
      const next = await run(world, { ...CHARGING, ...month }, { services: byMonth });
      expect(next.errors).toEqual([]);
      expect(outcomes(world)).toContain('invoiced');
      expect(await cycles.get('service-a')).toBe('2024-04');
      expect(world.made).toHaveLength(1);
    },
  );

  it('one that was made although its answer was lost is found by its key', async () => {
    const world = worldOwing(1250);
    const create: InvoicingPorts['invoices']['create'] = async (draft, key) => {
      await world.billing.create(draft, key);
      throw new Error('timeout');
    };
    const invoices = but(world.billing, { create });
    const first = await run(world, {}, { invoices });
    expect(first).toMatchObject({ counts: { ISSUE_UNFINISHED: 1 }, accounts: [{ periods: 'open' }] });
    expect(world.vendor.of('a').periods.get('a/period-1')).toBe('taken');
    const second = await run(world);
    expect(second).toMatchObject({ healed: { issued: 1, invoiced: 1, reset: 0 }, counts: { COVERED: 1 } });
    expect(world.made).toHaveLength(1);
  });
});

describe('an invoice of today whose day was given back by mistake', () => {
  async function runAgain() {
    const world = worldOwing(1250);
    await run(world);
    world.vendor.endPeriod('a');
    world.vendor.of('a').usage = 4000;
    world.billing.deleteInvoice('invoice-1');
    const { days } = inMemoryInvoicingStores(world.clock);
    return { world, days, report: await run(world, {}, { days }) };
  }

  it('is not made again after it was deleted, and the periods are given back', async () => {
    const { world, days, report } = await runAgain();
    expect(report.counts).toEqual({ ALREADY_INVOICED_TODAY: 1 });
    expect(world.made).toHaveLength(1);
    expect(world.vendor.of('a').periods.get('a/period-2')).toBe('ended');
    expect((await run(world, {}, { days })).counts).toEqual({ ALREADY_INVOICED_TODAY: 1 });
  });
});

describe('what happens while an account is handed out', () => {
  /** A client who owes 25.00, of which 12.00 are on an open invoice, and what happens right after the claim. */
  async function invoicedWhen(event: (world: World) => void): Promise<readonly string[]> {
    const world = worldOwing(1200);
    await run(world);
    world.vendor.of('a').usage = 2500;
    world.vendor.endPeriod('a');
    world.clock.advance(24 * HOUR_MS);
    const accounts = vendorBut(world, {
      claim: async (id) => {
        const account = await world.vendor.claim(id);
        event(world);
        return account;
      },
    });
    await run(world, {}, { accounts });
    return world.made.map(({ draft }) => draft.amount).slice(1);
  }

  it('is not invoiced twice: an invoice that is paid and credited', async () => {
    const amounts = await invoicedWhen((world) => {
      world.change('invoice-1', { status: 'paid', creditSynced: true });
      world.vendor.of('a').credited += 1200;
    });
    expect(amounts).toEqual(['13.00']);
  });

  it('is not invoiced twice: a new invoice, although it is paid and credited already', async () => {
    const amounts = await invoicedWhen((world) => {
      world.billing.putInvoice({
        id: 'manual',
        clientId: 'client-a',
        status: 'paid',
        issuedOn: '2024-05-09',
        currency: 'USD',
        creditSynced: true,
        lines: [{ serviceId: 'service-a', kind: 'service', amount: '5' }],
      });
      world.vendor.of('a').credited += 500;
    });
    expect(amounts).toEqual(['8.00']);
  });

  it('does not add to the claim: an invoice that is cancelled or lowered', async () => {
    expect(await invoicedWhen((world) => world.change('invoice-1', { status: 'cancelled' }))).toEqual([
      '13.00',
    ]);
    expect(await invoicedWhen((world) => world.billing.deleteInvoice('invoice-1'))).toEqual(['13.00']);
  });
});

describe('calendar months', () => {
  const month = { cycleSource: 'calendar-month' } as const;

  it('are marked when they are invoiced, and when nothing was to be invoiced from the second day on', async () => {
    const world = new World();
    const { cycles } = world.stores;
    await cycles.set('service-a', '2024-03');
    world.clock.set('2024-05-01T10:00:00Z');
    await run(world, month);
    expect(await cycles.get('service-a')).toBe('2024-03');
    world.clock.set('2024-05-02T10:00:00Z');
    await run(world, month);
    expect(await cycles.get('service-a')).toBe('2024-04');
    world.vendor.of('a').usage = 300;
    expect((await run(world, month)).counts).toEqual({ NO_TRIGGER: 1 });
    world.clock.set('2024-06-01T00:00:00Z');
    expect((await run(world, month)).counts).toEqual({ ISSUED: 1 });
    expect(await cycles.get('service-a')).toBe('2024-05');
  });
});

describe('charges', () => {
  const retrying = { ...CHARGING, chargeRetry: { everyHours: 24, dropAfter: 2 } };

  function charged(): World {
    const world = worldOwing(1250);
    world.agreements.set('client-a', true);
    return world;
  }

  it('follow the invoice at once when the client can be charged', async () => {
    const world = charged();
    const report = await run(world, CHARGING);
    const charge = { invoiceId: 'invoice-1', clientId: 'client-a', idempotencyKey: 'charge:invoice-1:1' };
    expect(report.charges).toEqual([{ ...charge, outcome: 'paid', dropped: false }]);
    expect(world.invoices().map(({ status }) => status)).toEqual(['paid']);
    for (const agreement of [false, null]) {
      const other = charged();
      other.agreements.set('client-a', agreement);
      expect(await run(other, CHARGING)).toMatchObject({ charges: [], counts: { ISSUED: 1 } });
    }
  });

  it('that fail are repeated after real hours, and drop the agreement when they are used up', async () => {
    const world = charged();
    world.gateway.isPaying = false;
    await run(world, retrying);
    world.clock.advance(24 * HOUR_MS - 1);
    expect((await run(world, retrying)).charges).toEqual([]);
    world.clock.advance(1);
    expect((await run(world, retrying)).charges).toMatchObject([
      { idempotencyKey: 'charge:invoice-1:2', outcome: 'failed', dropped: true },
    ]);
    expect(await world.agreements.status('client-a')).toBe(false);
    world.clock.advance(48 * HOUR_MS);
    expect((await run(world, retrying)).charges).toEqual([]);
    expect(world.vendor.sentFlags.at(-1)).toEqual({ accountId: 'a', hasAgreement: false });
    world.agreements.settle('client-a', 'invoice-1');
    expect(await world.agreements.status('client-a')).toBe(true);
  });

  it('drop the agreement at the first failure if that is the setting, without any repeats', async () => {
    const world = charged();
    world.gateway.isPaying = false;
    const settings = { ...CHARGING, chargeRetry: { everyHours: 0, dropAfter: 1 } };
    expect((await run(world, settings)).charges).toMatchObject([{ outcome: 'failed', dropped: true }]);
    expect(await world.agreements.status('client-a')).toBe(false);
  });

  it('that were used up under other settings drop the agreement without a charge', async () => {
    const world = charged();
    world.gateway.isPaying = false;
    await run(world, { ...CHARGING, chargeRetry: { everyHours: 24, dropAfter: 0 } });
    const report = await run(world, { ...CHARGING, chargeRetry: { everyHours: 24, dropAfter: 1 } });
    expect(report.charges).toEqual([]);
    expect(await world.agreements.status('client-a')).toBe(false);
  });

  it('without an answer are repeated under their key, and no earlier than any other', async () => {
    const world = charged();
    const charge: InvoicingPorts['charging']['charge'] = async (id, key) => {
      await world.gateway.charge(id, key);
      throw new Error('timeout');
    };
    world.gateway.isPaying = false;
    const first = await run(world, retrying, { charging: { charge } });
    expect(first.charges).toMatchObject([{ outcome: 'unknown', dropped: false }]);
    expect((await run(world, retrying)).charges).toEqual([]);
    world.clock.advance(24 * HOUR_MS);
    await run(world, retrying);
    expect(world.gateway.calls).toEqual(['charge:invoice-1:1', 'charge:invoice-1:1']);
  });

  it('that fail in another run meanwhile are the same attempt, not the next one', async () => {
    const world = charged();
    world.gateway.isPaying = false;
    const inBetween = async () => {
      await runInvoicing({ ...world.ports(), lock: noLock }, { ...SETTINGS, ...retrying });
      expect(world.gateway.calls).toEqual(['charge:invoice-1:1']);
    };
    const claims = but(world.stores.claims, {
      close: async (...[id, outcome]: Parameters<InvoicingPorts['claims']['close']>) => {
        const isClosed = await world.stores.claims.close(id, outcome);
        await inBetween();
        return isClosed;
      },
    });
    const { charges } = await run(world, retrying, { claims });
    expect(charges).toMatchObject([{ idempotencyKey: 'charge:invoice-1:1', outcome: 'failed' }]);
    world.clock.advance(24 * HOUR_MS - 1);
    expect((await run(world, retrying)).charges).toEqual([]);
  });

  it('are repeated once for an invoice that is listed twice, and never without a certain agreement', async () => {
    const world = charged();
    world.billing.putInvoice({
      id: 'old',
      clientId: 'client-a',
      status: 'overdue',
      issuedOn: '2024-05-01',
      currency: 'USD',
      lines: [{ serviceId: 'service-a', kind: 'service', amount: '12.50' }],
    });
    const row = { invoiceId: 'old', clientId: 'client-a', status: 'overdue' };
    const twice = { listOpenOfActiveServices: () => [row, row] };
    const invoices = but(world.billing, twice);
    world.gateway.isPaying = false;
    world.agreements.set('client-a', null);
    expect((await run(world, retrying, { invoices })).charges).toEqual([]);
    world.agreements.set('client-a', true);
    const report = await run(world, retrying, { invoices });
    expect(report.charges.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['charge:old:1']);
  });
});

describe('agreements', () => {
  it('are told in batches of a hundred, each account once, and not where they are not known', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `${index}`);
    const world = new World(ids);
    for (const [index, id] of ids.entries()) {
      if (index % 10 !== 0) world.agreements.set(`client-${id}`, index % 3 === 0);
    }
    const batches: number[] = [];
    const accounts = vendorBut(world, {
      listDue: async () => ({ accounts: [], serverTime: null }),
      setAgreements: async (flags) => void batches.push(flags.length),
    });
    async function* listActive() {
      yield* world.billing.listActive();
      yield* world.billing.listActive();
    }
    const clients = { listActive, byExternalId: (id: string) => world.billing.byExternalId(id) };
    const report = await run(world, {}, { accounts, clients });
    expect(batches).toEqual([100, 100, 25]);
    expect(report.agreementsSent).toBe(225);
  });

  it('that cannot be found out or told are errors, and the run goes on', async () => {
    const world = worldOwing(1250);
    const agreements = { status: throwing(new Error('offline')), drop: throwing(new Error('offline')) };
    const accounts = vendorBut(world, { setAgreements: throwing(new Error('offline')) });
    const blind = await run(world, CHARGING, { agreements });
    expect(blind.counts).toEqual({ ISSUED: 1 });
    expect(new Set(blind.errors.map(({ code }) => code))).toEqual(new Set(['AGREEMENT_UNKNOWN']));
    expect(world.vendor.sentFlags).toEqual([]);
    world.agreements.set('client-a', true);
    expect((await run(world, {}, { accounts })).errors.map(({ code }) => code)).toEqual([
      'AGREEMENTS_NOT_SENT',
    ]);
  });
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from 'reseller-sdk';
import { DEFAULT_FLEIO_TOKEN, FakeFleio, fleioFault } from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../../examples/fleio-invoicing/program.ts';
import { openDatabase } from '../../../examples/fleio-invoicing/storage/database.ts';

const CUSTOMERS = {
  rates: { USD: '1' },
  clients: [
    {
      ...{ id: '7', accountId: 'uuid-acme', currency: 'USD', hasAgreement: null },
      service: { id: '55', status: 'active', paymentMethod: 'stripe' },
    },
  ],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleio-invoicing-program-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A command line in this process: its exit code, and what it wrote where. */
async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const out: string[] = [];
  const log: string[] = [];
  const print = (text: string): void => void out.push(text);
  const code = await runProgram(args, { environment, print, log: (text) => void log.push(text) });
  return { code, out: out.join('\n'), log: log.join('\n') };
}

/** A Fleio on a port with a client who owes 30, and a file that knows him. */
async function openPlace() {
  const fake = new FakeFleio({
    clock: systemClock,
    clients: [{ external_billing_id: 'uuid-acme', services: [{ external_billing_id: '55' }] }],
  });
  fake.addUsage('uuid-acme', '30');
  const { url, close } = await listen(fake);
  const environment = {
    ...{ FLEIO_TOKEN: DEFAULT_FLEIO_TOKEN, FLEIO_BASE_URL: url, FLEIO_TIME_ZONE: 'Europe/Bucharest' },
    ...{ FLEIO_INVOICE_WITH_AGREEMENT: 'yes', FLEIO_INVOICE_WITHOUT_AGREEMENT: 'yes' },
    FLEIO_INVOICING_DB: join(folder, 'billing.sqlite'),
  };
  const file = join(folder, 'customers.json');
  writeFileSync(file, JSON.stringify(CUSTOMERS));
  return { fake, close, environment, file };
}

describe('the program', () => {
  it('names every variable that a tick lacks, and calls nobody', async () => {
    const { code, out, log } = await run(['tick'], { FLEIO_TOKEN: 'secret-token', FLEIO_TIME_ZONE: 'UTC' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    for (const name of ['BASE_URL', 'INVOICING_DB', 'INVOICE_WITH_AGREEMENT', 'INVOICE_WITHOUT_AGREEMENT']) {
      expect(log).toContain(`FLEIO_${name}`);
    }
    expect(log).not.toMatch(/FLEIO_TOKEN|FLEIO_TIME_ZONE|secret-token/);
  });

  it('refuses what it does not understand', async () => {
    const environment = { FLEIO_INVOICING_DB: join(folder, 'billing.sqlite') };
    openDatabase(environment.FLEIO_INVOICING_DB).close();
    for (const args of [
      ['demo', 'tick'],
      ['invoice'],
      ['import'],
      ['--colour'],
      ['paid'],
      ['paid', '1', '2'],
      ['paid', '1'],
      ['parked', 'x'],
    ]) {
      expect(await run(args, environment), args.join(' ')).toMatchObject({ code: 2, out: '' });
    }
    expect(await run(['--help'])).toMatchObject({ code: 0, log: '' });
  });

  it('makes a file for customers, and for nothing else', async () => {
    const { close, environment, file } = await openPlace();
    const commands = [['parked'], ['paid', '1'], ['tick'], ['import', join(folder, 'nobody.json')]];
    for (const args of commands) {
      expect(await run(args, environment), args.join(' ')).toMatchObject({ code: 2, out: '' });
    }
    expect(existsSync(environment.FLEIO_INVOICING_DB)).toBe(false);
    expect(await run(['import', file], environment)).toMatchObject({ code: 0 });
    expect(await run(['parked'], environment)).toMatchObject({ code: 0 });
    await close();
  });

  it('invoices a client, credits what he paid once, and takes it back', async () => {
    const { fake, close, environment, file } = await openPlace();
    expect(await run(['import', file], environment)).toMatchObject({ code: 0 });
    const first = await run(['tick', '--json'], environment);
    expect({ code: first.code, log: first.log }).toEqual({ code: 0, log: '' });
    expect(JSON.parse(first.out)).toMatchObject({
      ...{ stopped: null, counts: { ISSUED: 1 }, ok: true },
      invoices: [{ client: '7', invoice: '1', amount: '30.00', currency: 'USD', reasons: ['CREDIT_LIMIT'] }],
    });
    expect(await run(['tick'], environment)).toMatchObject({ code: 0, out: 'accounts: 1 COVERED' });
    for (const said of ['invoice 1 was paid', 'invoice 1 was paid, which was known']) {
      expect(await run(['paid', '1'], environment)).toEqual({ code: 0, out: said, log: '' });
    }
    expect((await run(['tick'], environment)).out).toContain('credit of invoice 1: add done');
    expect(fake.uptodateCredit('uuid-acme')).toBe('0');
    expect(await run(['refunded', '1'], environment)).toMatchObject({
      code: 0,
      out: 'invoice 1 was refunded',
    });
    expect(await run(['paid', '1'], environment)).toMatchObject({
      out: 'invoice 1 was paid, which was known',
    });
    await run(['tick'], environment);
    expect(fake.state.journal.map(({ amount, add_credit }) => [amount, add_credit])).toEqual([
      ['30', true],
      ['30', false],
    ]);
    await close();
  });

  it('parks what a human has to look at, and settles it', async () => {
    const { fake, close, environment, file } = await openPlace();
    for (const args of [['import', file], ['tick'], ['paid', '1']]) await run(args, environment);
    fake.inject({ on: 'clients.changeCredit', fault: fleioFault(400, { amount: ['is odd'] }) });
    expect(await run(['tick'], environment)).toMatchObject({
      code: 1,
      log: expect.stringContaining('is odd'),
    });
    expect((await run(['parked'], environment)).out).toMatch(/^1 55 add {2}30 USD/);
    expect(JSON.parse((await run(['parked', '--json'], environment)).out)).toMatchObject([
      { state: 'parked' },
    ]);
    expect(await run(['settle', '1', '55', 'add', 'maybe'], environment)).toMatchObject({ code: 2 });
    expect(await run(['settle', '1', '55', 'add', 'send-again'], environment)).toMatchObject({ code: 0 });
    await run(['tick'], environment);
    expect(fake.state.journal).toHaveLength(1);
    expect(await run(['parked'], environment)).toMatchObject({ out: 'nothing is parked' });
    expect(await run(['settle', '1', '55', 'add', 'done'], environment)).toMatchObject({ code: 2 });
    await close();
  });

  it('says that Fleio does not answer, and exits so that a scheduler notices', async () => {
    const { fake, close, environment, file } = await openPlace();
    await run(['import', file], environment);
    fake.inject({ times: Number.POSITIVE_INFINITY, fault: fleioFault(401, 'Bad token') });
    const { code, log } = await run(['tick'], environment);
    expect(code).toBe(1);
    expect(log).toContain('LIST_FAILED');
    expect(log).not.toContain(DEFAULT_FLEIO_TOKEN);
    await close();
  });
});

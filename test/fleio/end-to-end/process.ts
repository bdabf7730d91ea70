/** Processes of the caller's: each has a client of its own, and every call that leaves it can be struck. */
import { FleioClient } from 'reseller-sdk/fleio';
import { FleioAccounts } from 'reseller-sdk/fleio/accounts';
import { type CreditKey, runCreditOutbox } from 'reseller-sdk/fleio/credit';
import { FleioAccountSource, runAutoTopUp } from 'reseller-sdk/fleio/invoicing';
import { type InvoicingPorts, type RunLock, runInvoicing } from 'reseller-sdk/invoice-policy';
import { vi } from 'vitest';
import { RATES } from './setup.ts';
import { type Stage, TOKEN } from './stage.ts';
import { type Arrive, gated, SteppedRun } from './stepped-run.ts';

export type Kind = 'invoicing' | 'top-up' | 'credit' | 'login';

/** What Fleio, or what stands before it, answers instead of doing anything; or what becomes of its answer. */
export const STRIKES = ['429', '400', '401', '500', '502', 'page', 'empty', 'cut', 'page-after'] as const;
/** Fleio says nothing until the client gives up: before it did the work, or after. */
export const SILENCES = ['silence', 'silence-after'] as const;
export type Strike = (typeof STRIKES)[number] | (typeof SILENCES)[number];

const page = (status: number): Response =>
  new Response('<!doctype html><title>Bad gateway</title>', {
    status,
    headers: { 'content-type': 'text/html' },
  });

/** Answers before any work; what they quote must not be told. */
const INSTEAD: Readonly<Partial<Record<Strike, (request: Request) => Response>>> = {
  '429': () => Response.json({ detail: 'slow down' }, { status: 429, headers: { 'retry-after': '7' } }),
  '400': ({ headers }) => Response.json({ detail: `bad: ${headers.get('authorization')}` }, { status: 400 }),
  '401': ({ headers }) =>
    Response.json({ detail: `who is ${headers.get('authorization')}?` }, { status: 401 }),
  '500': ({ headers }) => Response.json({ detail: headers.get('authorization') }, { status: 500 }),
  '502': () => page(502),
  page: () => page(200),
};

/** Names of the calls of Fleio at which a history may stop a run. */
const CALLS: readonly (readonly [RegExp, string])[] = [
  [/\/change_credit$/, 'fleio.changeCredit'],
  [/\/get_client_for_invoice_processing$/, 'fleio.claim'],
  [/\/reset_service_invoiced_periods$/, 'fleio.release'],
  [/\/get_clients_to_invoice$/, 'fleio.due'],
  [/\/set_billing_agreements$/, 'fleio.agreements'],
  [/\/process_clients_for_credit_auto_invoicing$/, 'fleio.topUp'],
];

const NO_LOCK: RunLock = {
  acquire: async () => ({ extend: async () => true, release: async () => undefined }),
};

/** A run under way. */
export class Process extends SteppedRun {
  readonly kind: Kind;
  readonly runId: string;
  /** From this instant on it saw the clock. */
  readonly since: number;
  /** By how much its clock was ahead when it started, in milliseconds. */
  readonly skewMs: number;
  /** What becomes of its next call of Fleio. */
  readonly strikes: Strike[] = [];

  constructor(stage: Stage, kind: Kind, runId: string) {
    const strikes: Strike[] = [];
    super((arrive) => work(stage, kind, { runId, arrive, strikes }));
    this.strikes = strikes;
    this.kind = kind;
    this.runId = runId;
    this.skewMs = stage.skewMs;
    this.since = stage.instants.length - 1;
  }

  /** Whether it waits for Fleio. */
  get isCalling(): boolean {
    return this.call?.startsWith('fleio.') === true;
  }
}

interface Means {
  readonly runId: string;
  readonly arrive: Arrive;
  readonly strikes: Strike[];
}

async function work(stage: Stage, kind: Kind, means: Means): Promise<unknown> {
  const { setup, clock } = stage;
  const { timeZone, settings } = setup;
  const { runId, arrive } = means;
  const fleio = clientOf(stage, means);
  const rates = gated('rates', { latest: async () => RATES }, arrive);
  if (kind === 'login') return login(stage, fleio);
  if (kind === 'credit') {
    const { reliesOnDedupe: serverDedupesCredit } = stage;
    const outbox = gated('outbox', stage.outbox, arrive);
    const options = { fleio, outbox, rates, clock, serverDedupesCredit };
    const sourceKey = ({ invoiceId, serviceId, direction }: CreditKey): string =>
      `${invoiceId}/${serviceId}/${direction}`;
    return runCreditOutbox({ ...options, ...(setup.dedupe === 'by-key' && { sourceKey }) });
  }
  const ports = portsOf(stage, fleio, means);
  if (kind === 'top-up') {
    const { chargeImmediately, minimum, includeSuspended, sameDayReissueAfterDelete } = settings;
    const policy = { timeZone, chargeImmediately, ...(minimum && { minimum }) };
    const rules = {
      ...(includeSuspended !== undefined && { includeSuspended }),
      ...(sameDayReissueAfterDelete !== undefined && { sameDayReissueAfterDelete }),
    };
    const serverNetsOpenAmount = setup.serverNets;
    return runAutoTopUp({ ...ports, fleio }, { ...policy, ...rules, serverNetsOpenAmount }, { runId });
  }
  return runInvoicing(ports, { ...settings, timeZone }, { runId });
}

function portsOf(stage: Stage, fleio: FleioClient, { arrive }: Means): InvoicingPorts {
  const { stores, billing, agreements, gateway, clock, setup } = stage;
  const lock = setup.hasLock ? stores.lock : NO_LOCK;
  const maxCreditWithoutDebt = setup.settings.cycleSource === 'calendar-month' ? '100000' : undefined;
  const invoices = gated('invoices', billing, arrive);
  return {
    lock: gated('lock', lock, arrive),
    days: gated('days', stores.days, arrive),
    claims: gated('claims', stores.claims, arrive),
    cycles: gated('cycles', stores.cycles, arrive),
    chargeLog: gated('chargeLog', stores.chargeLog, arrive),
    agreements: gated('agreements', agreements, arrive),
    charging: gated('charging', gateway, arrive),
    rates: gated('rates', { latest: async () => RATES }, arrive),
    ...{ clients: invoices, services: invoices, invoices, clock },
    accounts: new FleioAccountSource({
      fleio,
      maxCreditWithoutDebt,
      onUnreadable: (id, error) => stage.said.push([id, error]),
    }),
  };
}

/** A login is for one click: only what fails is told. */
async function login(stage: Stage, fleio: FleioClient): Promise<unknown> {
  const [customer] = stage.customers;
  if (customer === undefined) return undefined;
  const accounts = new FleioAccounts({ fleio });
  const access = await accounts.createSsoUrl({ externalId: customer.accountId, serviceStatus: 'active' });
  return { result: access.result };
}

function clientOf(stage: Stage, { arrive, strikes }: Means): FleioClient {
  return new FleioClient({
    token: TOKEN,
    baseUrl: 'https://cloud.example.com/backend/staffapi',
    frontendUrl: 'https://my.example.com',
    sleep: async () => undefined,
    random: () => 0.5,
    now: () => stage.clock.now().getTime(),
    onEvent: (event) => stage.hear(event),
    fetch: (input, init) => answer(stage, new Request(input, init), arrive, strikes),
  });
}

async function answer(stage: Stage, request: Request, arrive: Arrive, strikes: Strike[]): Promise<Response> {
  const { pathname } = new URL(request.url);
  const call = CALLS.find(([path]) => path.test(pathname))?.[1] ?? 'fleio.other';
  const broken = (cause: unknown): Promise<never> => Promise.reject(new TypeError('fetch failed', { cause }));
  await arrive(call).catch(broken);
  const strike = strikes.shift();
  const instead = strike === undefined ? undefined : INSTEAD[strike]?.(request);
  if (instead !== undefined) return instead;
  if (strike === 'silence') return silence(request);
  const answered = await stage.fake.handle(request);
  if (strike === 'silence-after') return silence(request);
  await arrive(call).catch(broken);
  return strike === undefined ? answered : spoilt(strike, answered);
}

/** Time runs until the client gives up; the timers have to be fake. */
function silence({ signal }: Request): Promise<never> {
  return new Promise((_answer, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    vi.advanceTimersByTime(60_000);
  });
}

/** The answer to work that was done, with its body spoilt. */
async function spoilt(strike: Strike, answered: Response): Promise<Response> {
  if (strike === 'page-after') return page(200);
  const { status, headers } = answered;
  const text = await answered.text();
  const body = strike === 'cut' ? text.slice(0, text.length / 2) : null;
  return new Response(body, { status, headers });
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duel, noLock, Play, played, type Step, step } from './play.ts';
import { toCents } from './vendor.ts';

const LIMIT_CENTS = 1000;

/** What must hold whatever happened. */
const LAWS: Readonly<Record<string, (play: Play) => void>> = {
  'one automatic invoice of a service on a civil day': ({ world }) => {
    const days = world.made.map(({ draft }) => `${draft.serviceId} ${draft.issueDate}`);
    expect(days).toEqual([...new Set(days)]);
  },
  'no more is invoiced than is owed and has no invoice yet': ({ world }) => {
    for (const { draft, owed } of world.made) expect(toCents(draft.amount)).toBeLessThanOrEqual(owed);
  },
  'every claimed period is on an invoice, given back, or reported lost': ({ world }) => {
    const { claims, days } = world.stores;
    expect(claims.listOpen()).toEqual([]);
    expect(days.listClaimed()).toEqual([]);
    const closed = claims.listClosed();
    const lost = new Set(
      closed.filter(({ outcome }) => outcome === 'lost').map(({ accountId }) => accountId),
    );
    const invoiced = new Set(
      closed
        .filter(({ outcome }) => outcome === 'invoiced')
        .flatMap(({ periods }) => (periods ?? []).map(({ id }) => id)),
    );
    for (const [id, { periods }] of world.vendor.accounts) {
      for (const [period, state] of periods) {
        if (state === 'taken')
          expect(invoiced.has(period) || lost.has(id), `${period} is somewhere`).toBe(true);
      }
    }
  },
  'a claim ends as invoiced only with an automatic invoice of its day': ({ world }) => {
    const days = new Set(world.made.map(({ draft }) => `${draft.serviceId} ${draft.issueDate}`));
    for (const { outcome, issue } of world.stores.claims.listClosed()) {
      if (outcome === 'invoiced') expect(days).toContain(`${issue?.serviceId} ${issue?.day}`);
    }
  },
  'a lost claim is reported once at most, and once more for each time that it could not be closed': ({
    world,
    started,
  }) => {
    const lost = world.stores.claims.listClosed().filter(({ outcome }) => outcome === 'lost');
    const errors = started.flatMap(({ report }) => report?.errors ?? []);
    const unnoted = errors.filter(({ code }) => code === 'NOTE_FAILED');
    const told = errors.filter(({ code }) => code === 'CLAIM_LOST');
    for (const account of world.vendor.accounts.keys()) {
      const of = (list: readonly { accountId?: string | undefined }[]) =>
        list.filter(({ accountId }) => accountId === account).length;
      const most = of(lost) + of(unnoted.map(({ about }) => about));
      expect(of(told.map(({ about }) => about))).toBeLessThanOrEqual(most);
    }
  },
  'no key charges twice, and no invoice is paid by two charges': ({ world }) => {
    const invoices = world.gateway.paidKeys.map((key) => key.replace(/:\d+$/, ''));
    expect(invoices).toEqual([...new Set(invoices)]);
  },
  'what reaches the limit is invoiced in the end': ({ world }) => {
    for (const account of world.vendor.accounts.keys()) expect(world.owed(account)).toBeLessThan(LIMIT_CENTS);
  },
};

/** Laws are checked together: a play is dear, and what breaks is named by the expectation. */
function check(play: Play): void {
  for (const [law, holds] of Object.entries(LAWS)) {
    try {
      holds(play);
    } catch (cause) {
      throw new Error(`broken law: ${law}`, { cause });
    }
  }
}

/** As many as a run passes that heals a day and a claim. */
const HEALING_GATES = 16;
const PATIENCE_MS = 240_000;

/** What else must hold where no two runs are under way at once. */
async function checkAlone(play: Play): Promise<void> {
  check(play);
  const { world, started } = play;
  const closed = world.stores.claims.listClosed();
  const invoiced = closed
    .filter(({ outcome }) => outcome === 'invoiced')
    .flatMap(({ periods }) => periods ?? []);
  for (const { id } of invoiced)
    expect(world.vendor.of('a').periods.get(id), `${id} stays taken`).toBe('taken');
  const lost = closed.filter(({ outcome }) => outcome === 'lost').length;
  const told = started
    .flatMap(({ report }) => report?.errors ?? [])
    .filter(({ code }) => code === 'CLAIM_LOST');
  const crashed = started.filter(({ report }) => report === null).length;
  expect(told.length).toBeGreaterThanOrEqual(lost - crashed);
  expect(world.made.map(({ draft }) => draft.amount)).toEqual(['12.00']);
  for (const { draft, invoiceId } of world.made) {
    const [row] = await world.stores.days.listForService(draft.serviceId, draft.issueDate);
    expect(row).toMatchObject({ day: draft.issueDate, state: 'issued', invoiceId });
  }
}

/** The troubles of one run after the other, by the number of the gate at which they strike. */
async function troubled(...troubles: readonly (readonly ['crash' | 'fail', number])[]): Promise<boolean> {
  const play = new Play(noLock, ['a']);
  let wasReached = true;
  for (const [trouble, gate] of troubles) {
    const run = play.start();
    await run.steps(gate);
    wasReached = !run.isOver;
    if (trouble === 'crash') run.crash();
    else await run.fail();
    await run.finish();
  }
  await play.settle();
  await checkAlone(play);
  return wasReached;
}

describe('invoicing runs keep their laws', () => {
  it.each(['crash', 'fail'] as const)('with a %s before and after every call of a port', async (trouble) => {
    let gate = 0;
    while (await troubled([trouble, gate])) gate += 1;
    expect(gate).toBeGreaterThan(50);
  });

  it(
    'with trouble at every call, and again while the next run settles what is left',
    async () => {
      for (let gate = 0, isReached = true; isReached; gate += 1) {
        isReached = false;
        for (const first of ['crash', 'fail'] as const) {
          for (let next = 2; next <= HEALING_GATES; next += 1) {
            for (const second of ['crash', 'fail'] as const) {
              isReached = (await troubled([first, gate], [second, next])) || isReached;
            }
          }
        }
        isReached = isReached && gate < 80;
      }
    },
    PATIENCE_MS,
  );

  /** A run dies with the lock, and the clock is set back by more than two days. */
  const deadLock: Step[] = [
    { do: 'start', run: 0 },
    { do: 'until', run: 0, call: 'accounts.claim' },
    { do: 'crash', run: 0 },
    ...Array.from({ length: 4 }, (): Step => ({ do: 'wait', hours: -14 })),
  ];
  /** An invoice is paid and refunded before its charge comes. */
  const lateCharge: Step[] = [
    { do: 'start', run: 0 },
    { do: 'until', run: 0, call: 'days.markIssued' },
    { do: 'settle', invoice: 0 },
    { do: 'refund', invoice: 0 },
    { do: 'until', run: 0, call: 'accounts.claim' },
    { do: 'crash', run: 0 },
  ];
  const steps = fc.array(step, { minLength: 5, maxLength: 80 });

  it(
    'however they overlap, crash and lose answers while customers pay, cancel and clocks jump',
    async () => {
      const property = fc.asyncProperty(steps, async (plan) => check(await played(plan, { lock: noLock })));
      await fc.assert(property, { numRuns: 500 });
    },
    PATIENCE_MS,
  );

  it(
    'when two of them work on one account at the same time',
    async () => {
      const property = fc.asyncProperty(duel, async (plan) =>
        check(await played(plan, { lock: noLock, accounts: ['a'] })),
      );
      await fc.assert(property, { numRuns: 1500 });
    },
    PATIENCE_MS,
  );

  it(
    'when a lock keeps them apart until it runs out',
    async () => {
      const property = fc.asyncProperty(steps, async (plan) => check(await played(plan)));
      await fc.assert(property, { numRuns: 200, examples: [[deadLock], [lateCharge]] });
    },
    PATIENCE_MS,
  );
});

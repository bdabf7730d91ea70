import type { CreditOutcome } from 'reseller-sdk/fleio/credit';
import type { AccountOutcome, ChargeOutcome, RunError } from 'reseller-sdk/invoice-policy';
import type { TickReport } from '../tick.ts';
import { accountIdOf, PEOPLE } from './people.ts';
import { SETTINGS, type World } from './world.ts';

const REASONS = { CYCLE_END: 'the cycle ended', CREDIT_LIMIT: 'the limit is reached' } as const;
const NAMES = new Map(PEOPLE.map(({ id }) => [accountIdOf(id), id]));

/** What happened, line by line, in local time. What goes on from tick to tick is said when it begins and ends. */
export class Diary {
  readonly #world: World;
  readonly #print: (line: string) => void;
  readonly #format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: SETTINGS.timeZone, dateStyle: 'short', timeStyle: 'short' },
  });
  /** Troubles and outcomes of the last tick, and since how many ticks. */
  #lasting = new Map<string, number>();

  constructor(world: World, print: (line: string) => void) {
    this.#world = world;
    this.#print = print;
  }

  /** One line. */
  note(who: string, what: string): void {
    this.#print(`${this.#format.format(this.#world.clock.now())}  ${who.padEnd(8)} ${what}`);
  }

  /** All that is worth telling of a tick. */
  tick({ invoicing, credit, statuses }: TickReport): void {
    const lasting = new Map<string, number>();
    for (const error of invoicing.errors) this.#error(error, lasting);
    for (const account of invoicing.accounts) this.#account(account, lasting);
    for (const charge of invoicing.charges) this.#charge(charge);
    for (const outcome of credit.outcomes) this.#credit(outcome);
    for (const { externalId, to } of statuses?.changed ?? []) {
      this.note(nameOf(externalId), `is ${to} in Fleio, and now here, too`);
    }
    for (const [what, ticks] of this.#lasting) {
      if (!lasting.has(what) && ticks > 1) this.note('', `over after ${ticks} ticks: ${what}`);
    }
    this.#lasting = lasting;
  }

  #error({ code, message, about }: RunError, lasting: Map<string, number>): void {
    const who = about.accountId === undefined ? '' : nameOf(about.accountId);
    // What comes after the first clause is for a log.
    const [what = ''] = message.split(/[:;] /);
    this.#begin(lasting, `${code} ${who}`.trim(), () => this.note(who, `${code}: ${what}`));
  }

  #account(
    { accountId, reason, decision, invoiceId, periods }: AccountOutcome,
    lasting: Map<string, number>,
  ): void {
    const who = nameOf(accountId);
    if (reason === 'ISSUED' && decision?.kind === 'issue') {
      const why = decision.reasons.map((name) => REASONS[name]).join(', ');
      this.note(who, `invoice ${invoiceId}: ${decision.amount} ${decision.currency}, ${why}`);
    }
    if (reason === 'ALREADY_INVOICED_TODAY') {
      const what = 'an invoice is due, but this day has had one';
      this.#begin(lasting, `${reason} ${who}`, () => this.note(who, what));
    }
    if (periods === 'reset') {
      const what = `an ended cycle is claimed and given back, ${reason}`;
      this.#begin(lasting, `cycle given back, ${reason} ${who}`, () => this.note(who, what));
    }
  }

  #charge({ clientId, invoiceId, outcome, dropped }: ChargeOutcome): void {
    this.note(clientId, `invoice ${invoiceId} is charged: ${outcome}`);
    if (dropped) this.note(clientId, 'his agreement rests until it is paid');
  }

  #credit({ accountId, invoiceId, direction, result, failure }: CreditOutcome): void {
    const why = failure === undefined ? '' : ` (${failure.code})`;
    const what = direction === 'add' ? 'credit for' : 'credit back of';
    this.note(nameOf(accountId), `${what} invoice ${invoiceId}: ${result}${why}`);
  }

  #begin(lasting: Map<string, number>, what: string, say: () => void): void {
    const before = this.#lasting.get(what) ?? 0;
    if (before === 0) say();
    lasting.set(what, before + 1);
  }
}

function nameOf(accountId: string): string {
  return NAMES.get(accountId) ?? accountId;
}

/** Lives through a history, and then through some days without trouble. */
import { settleParkedCredit } from 'reseller-sdk/fleio/credit';
import { expectHonest } from './laws.ts';
import { type Kind, Process } from './process.ts';
import type { Setup } from './setup.ts';
import { Stage } from './stage.ts';
import type { Place, Step, Touch } from './step.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A history under way. */
export class Life {
  readonly stage: Stage;
  readonly processes: Process[] = [];
  /** Whether two runs ever invoiced at the same time. */
  hadRivals = false;
  readonly #slots: (Process | undefined)[] = [];

  constructor(setup: Setup) {
    this.stage = new Stage(setup);
  }

  start(kind: Kind): Process {
    const process = new Process(this.stage, kind, `${kind}-${this.processes.length + 1}`);
    const isInvoicing = (other: Process): boolean => other.kind === 'invoicing' || other.kind === 'top-up';
    const isRival = this.processes.some((other) => !other.isOver && isInvoicing(other));
    if (isInvoicing(process) && isRival) this.hadRivals = true;
    this.processes.push(process);
    return process;
  }

  async carryOut(next: Step): Promise<void> {
    const process = 'slot' in next ? this.#slots[next.slot] : undefined;
    switch (next.do) {
      case 'start':
        return this.#startIn(next.slot, next.place);
      case 'go':
        return process?.steps(next.gates);
      case 'finish':
        return process?.finish();
      case 'fail':
        return process?.step('fail');
      case 'die':
        await process?.step('die');
        return process?.finish();
      case 'strike':
        process?.strikes.push(next.strike);
        return;
      case 'run':
        return this.#run(next);
      case 'wait':
      case 'skew':
        await this.#breakCalls();
        if (next.do === 'wait') this.stage.wait(next.minutes * MINUTE_MS);
        // What is late at Fleio cannot be told by a clock that jumps.
        else if (this.stage.setup.lag === 0) this.stage.skew(next.minutes * MINUTE_MS);
        return;
      default:
        return this.#happen(next);
    }
  }

  async #startIn(slot: number, { kind, call }: Place): Promise<void> {
    const held = this.#slots[slot];
    if (held !== undefined && !held.isOver) return;
    const process = this.start(kind);
    this.#slots[slot] = process;
    if (call !== null) await process.stepUntil(call);
  }

  async #run({ place, isAfter, trouble, strikes }: Extract<Step, { do: 'run' }>): Promise<void> {
    const process = this.start(place.kind);
    if (place.call !== null) await process.stepUntil(place.call);
    if (isAfter) await process.step();
    process.strikes.push(...strikes);
    if (trouble !== null) await process.step(trouble);
    await process.finish();
  }

  async #happen(next: Step): Promise<void> {
    const { stage } = this;
    const customer = 'who' in next ? stage.customers[next.who % stage.customers.length] : undefined;
    if (next.do === 'gateway') stage.gateway.mood = next.mood;
    if (next.do === 'touch') await this.#touch(next.what, next.invoice);
    if (next.do === 'human') await this.human();
    if (customer === undefined) return;
    if (next.do === 'use') stage.use(customer, next.amount);
    if (next.do === 'end-cycle') stage.fake.endCycle(customer.fleioId);
    if (next.do === 'status') stage.setStatus(customer, next.status);
    if (next.do === 'agreement') stage.agreements.set(customer.clientId, next.has);
    if (next.do === 'by-hand' && !this.#isTooLate()) stage.invoiceByHand(customer, next);
  }

  /** Between the last look at the invoices and the making of one, nobody can see what another makes by hand. */
  #isTooLate(): boolean {
    return this.#slots.some(
      (process) => process?.call === 'invoices.listForService' || process?.call === 'invoices.create',
    );
  }

  /** No call waits for ever, and none is repeated by a process that slept meanwhile. */
  async #breakCalls(): Promise<void> {
    for (const process of this.#slots) {
      while (process?.isCalling) await process.step('fail');
      if (process?.kind === 'credit' && !this.stage.reliesOnDedupe) await process.finish();
    }
  }

  async #touch(what: Touch, index: number): Promise<void> {
    const { stage } = this;
    const invoice = stage.invoices().at(-1 - index);
    if (invoice === undefined) return;
    const isOpen = stage.accounts.isOpen(invoice);
    if (what === 'pay') await stage.pay(invoice.id);
    if (what === 'refund') await stage.refund(invoice.id);
    if (what === 'cancel' && isOpen) stage.change(invoice.id, { status: 'cancelled' });
    if (what === 'delete' && isOpen) stage.billing.deleteInvoice(invoice.id);
    if (what === 'collect' && isOpen) stage.change(invoice.id, { status: 'collections' });
    if (what === 'hear-again') {
      await stage.gateway.tell();
      for (const direction of ['add', 'withdraw'] as const) {
        if (stage.noted.has(`${invoice.id} ${direction}`)) await stage.note(invoice.id, direction);
      }
    }
  }

  /** Somebody looks at the parked rows, and at what Fleio really has. */
  async human(): Promise<void> {
    const { outbox, accounts, clock } = this.stage;
    expectHonest(this.stage);
    for (const row of outbox.listOpen()) {
      if (row.state !== 'parked') continue;
      const isBooked = accounts.booked(row.invoiceId, row.direction === 'add').length > 0;
      await settleParkedCredit(outbox, row, isBooked ? 'done' : 'send-again', clock);
    }
  }

  /** Nothing fails any more; some days pass. */
  async settle(days = 3): Promise<void> {
    for (const process of this.#slots) await process?.finish();
    const { stage } = this;
    stage.gateway.mood = 'declines';
    await stage.gateway.tell();
    const dates = stage.invoices().map(({ issuedOn }) => Date.parse(issuedOn));
    const now = stage.time.now().getTime();
    stage.wait(Math.max(now, stage.clock.now().getTime(), ...dates) - now + 48 * HOUR_MS);
    stage.skew(0);
    const hasTopUp = stage.customers.some(({ topUp }) => topUp !== null);
    for (let day = 1; day <= days; day += 1) {
      await this.start('credit').finish();
      await this.human();
      await this.start('credit').finish();
      if (day > 1) stage.wait(stage.setup.lag + MINUTE_MS);
      await this.start('invoicing').finish();
      if (hasTopUp) await this.start('top-up').finish();
      if (day < days) stage.wait(26 * HOUR_MS);
    }
  }
}

export async function lived(setup: Setup, steps: readonly Step[]): Promise<Life> {
  const life = new Life(setup);
  for (const next of steps) await life.carryOut(next);
  await life.settle();
  for (const { result, error } of life.processes) life.stage.said.push(result, error);
  return life;
}

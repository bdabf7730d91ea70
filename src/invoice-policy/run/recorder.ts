import type {
  AccountOutcome,
  AccountReason,
  ChargeOutcome,
  Healed,
  InvoicingReport,
  RunError,
  RunErrorCode,
  StopReason,
} from './report.ts';

const MAX_FOREIGN_TEXT = 200;

/** Collects what a run does. */
export class Recorder {
  agreementsSent = 0;
  readonly #counts = new Map<AccountReason, number>();
  readonly #accounts: AccountOutcome[] = [];
  readonly #charges: ChargeOutcome[] = [];
  readonly #errors: RunError[] = [];
  readonly #healed = { issued: 0, released: 0, invoiced: 0, reset: 0, lost: 0 };
  readonly #onAccount: ((outcome: AccountOutcome) => void) | undefined;

  constructor(onAccount: ((outcome: AccountOutcome) => void) | undefined) {
    this.#onAccount = onAccount;
  }

  account(outcome: AccountOutcome): void {
    this.#accounts.push(outcome);
    this.#counts.set(outcome.reason, (this.#counts.get(outcome.reason) ?? 0) + 1);
    try {
      this.#onAccount?.(outcome);
    } catch {
      // An observer's failure is not the run's.
    }
  }

  charge(outcome: ChargeOutcome): void {
    this.#charges.push(outcome);
  }

  healed(what: keyof Healed): void {
    this.#healed[what] += 1;
  }

  error(code: RunErrorCode, what: string, about: RunError['about'], cause?: unknown): void {
    const said = cause instanceof Error ? `: ${cause.message.slice(0, MAX_FOREIGN_TEXT)}` : '';
    this.#errors.push({ code, message: `${what}${said}`, about, ...(cause !== undefined && { cause }) });
  }

  report(run: Pick<InvoicingReport, 'runId' | 'startedAt' | 'endedAt'>, stopped: StopReason | null) {
    const report: InvoicingReport = {
      ...run,
      stopped,
      counts: Object.fromEntries(this.#counts),
      accounts: this.#accounts,
      charges: this.#charges,
      healed: this.#healed,
      agreementsSent: this.agreementsSent,
      errors: this.#errors,
    };
    return report;
  }
}

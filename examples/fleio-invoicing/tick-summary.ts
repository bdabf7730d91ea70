import type { TickReport } from './tick.ts';

/** What `tick --json` prints. */
export interface TickSummary {
  /** Why the run ended early, such as `LOCKED` (another is at work); null: it did not. */
  readonly stopped: string | null;
  readonly invoices: readonly {
    readonly client: string | null;
    readonly invoice: string | null;
    readonly amount: string;
    readonly currency: string;
    readonly reasons: readonly string[];
  }[];
  /** How many accounts came to which reason. */
  readonly counts: Readonly<Record<string, number>>;
  readonly charges: readonly { readonly invoice: string; readonly outcome: string }[];
  readonly credit: readonly {
    readonly invoice: string;
    readonly direction: string;
    readonly result: string;
  }[];
  readonly statuses: readonly { readonly service: string; readonly status: string }[];
  /** What somebody has to look at, unless the next tick settles it. */
  readonly problems: readonly string[];
  readonly ok: boolean;
}

/** A tick in short. */
export function summaryOf({ invoicing, credit, statuses }: TickReport): TickSummary {
  const problems = problemsOf({ invoicing, credit, statuses });
  return {
    stopped: invoicing.stopped,
    invoices: invoicing.accounts.flatMap(({ reason, clientId, invoiceId, decision }) => {
      if (reason !== 'ISSUED' || decision?.kind !== 'issue') return [];
      const { amount, currency, reasons } = decision;
      return { client: clientId, invoice: invoiceId, amount, currency, reasons };
    }),
    counts: invoicing.counts,
    charges: invoicing.charges.map(({ invoiceId, outcome }) => ({ invoice: invoiceId, outcome })),
    credit: credit.outcomes.map(({ invoiceId, direction, result }) => {
      return { invoice: invoiceId, direction, result };
    }),
    statuses: (statuses?.changed ?? []).map(({ serviceId, to }) => ({ service: serviceId, status: to })),
    problems,
    ok: problems.length === 0,
  };
}

function problemsOf({ invoicing, credit, statuses }: TickReport): string[] {
  const parked = credit.outcomes.filter(({ result }) => result === 'parked');
  return [
    ...invoicing.errors.map(({ code, message }) => `${code}: ${message}`),
    ...parked.map(
      ({ invoiceId, failure }) => `credit of invoice ${invoiceId} is parked: ${failure?.message}`,
    ),
    ...(credit.stopped === null ? [] : [`credit: ${credit.stopped}: ${credit.failure?.message}`]),
    ...(statuses?.failures ?? []).map(({ ref, error }) => {
      const what = ref === null ? 'a list of services' : `service ${ref.serviceId}`;
      return `status of ${what}: ${error instanceof Error ? error.message : String(error)}`;
    }),
  ];
}

/** A tick for the log of a scheduler: a line for everything that happened. */
export function printTick({ stopped, invoices, charges, credit, statuses, counts }: TickSummary): string {
  const seen = Object.entries(counts).map(([reason, accounts]) => `${accounts} ${reason}`);
  return [
    `accounts: ${seen.length === 0 ? 'none' : seen.join(', ')}${stopped === null ? '' : ` (${stopped})`}`,
    ...invoices.map(({ client, invoice, amount, currency, reasons }) => {
      return `invoice ${invoice} for ${client}: ${amount} ${currency} (${reasons.join(', ')})`;
    }),
    ...charges.map(({ invoice, outcome }) => `charge of invoice ${invoice}: ${outcome}`),
    ...credit.map(({ invoice, direction, result }) => `credit of invoice ${invoice}: ${direction} ${result}`),
    ...statuses.map(({ service, status }) => `service ${service} is ${status} now`),
  ].join('\n');
}

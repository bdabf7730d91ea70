import type { Customer } from '../customers.ts';

/** Usage of a service: so much at the end of each of so many hours, in the currency of the Fleio account. */
export interface Burst {
  readonly from: string;
  readonly hours: number;
  readonly perHour: string;
}

/** A customer of the demo, and what he uses. */
export interface Person {
  readonly id: string;
  /** Currency of his invoices; his Fleio account counts in US dollars. */
  readonly currency: string;
  readonly hasAgreement: boolean;
  readonly usage: readonly Burst[];
}

const person = (id: string, usage: readonly Burst[], other: Partial<Person> = {}): Person => ({
  ...{ id, currency: 'USD', hasAgreement: false, usage },
  ...other,
});

/** Summer time (+03:00) ends on 25 October, which has 25 hours. Cycles end at midnight in Greenwich. */
export const PEOPLE: readonly Person[] = [
  // Reaches his limit twice in October, and once more right before the month ends.
  person('acme', [
    { from: '2026-10-07T08:00+03:00', hours: 10, perHour: '2.00' },
    { from: '2026-10-19T08:00+03:00', hours: 10, perHour: '2.10' },
    { from: '2026-10-31T10:00+02:00', hours: 10, perHour: '2.00' },
  ]),
  // Stays below his limit, so he is invoiced when the cycle ends.
  person('birch', [{ from: '2026-10-31T09:00+02:00', hours: 12, perHour: '0.61' }]),
  // His card is declined, and works at the second attempt.
  person('cedar', [{ from: '2026-10-09T06:00+03:00', hours: 10, perHour: '5.125' }], { hasAgreement: true }),
  // His card never works; without the agreement his limit is lower.
  person(
    'delta',
    [
      { from: '2026-10-12T00:00+03:00', hours: 10, perHour: '6.00' },
      { from: '2026-10-13T08:00+03:00', hours: 7, perHour: '2.00' },
    ],
    { hasAgreement: true },
  ),
  // The answer to his credit is lost.
  person('elm', [{ from: '2026-10-15T08:00+03:00', hours: 8, perHour: '2.75' }]),
  // His invoice is deleted by mistake.
  person('fir', [{ from: '2026-10-20T01:00+03:00', hours: 9, perHour: '2.50' }]),
  // Reaches his limit again in the last hour of the day that has 25.
  person('gale', [
    { from: '2026-10-24T14:00+03:00', hours: 10, perHour: '2.00' },
    { from: '2026-10-25T12:00+02:00', hours: 11, perHour: '2.00' },
  ]),
  // Pays in another currency than Fleio counts in.
  person('hazel', [{ from: '2026-10-16T10:00+03:00', hours: 9, perHour: '2.30' }], { currency: 'EUR' }),
  // His currency has no rate at first; he pays while Fleio is down.
  person('iris', [{ from: '2026-10-21T12:00+03:00', hours: 10, perHour: '2.00' }], { currency: 'GBP' }),
  // Buys credit, and gets his money back.
  person('juniper', []),
  // Reaches his limit while Fleio is down.
  person('kestrel', [{ from: '2026-10-22T01:00+03:00', hours: 7, perHour: '3.00' }]),
  // Never pays: is suspended, then terminated.
  person('larch', [{ from: '2026-10-10T00:00+03:00', hours: 8, perHour: '2.60' }]),
  // The answer to the claim of his ended cycle is lost.
  person('maple', [{ from: '2026-10-31T14:00+02:00', hours: 8, perHour: '0.95' }]),
  // Is suspended and resumed by Fleio's own staff.
  person('nettle', []),
];

/** The service of a customer, in the billing system. */
export function serviceIdOf(id: string): string {
  return `svc-${id}`;
}

/** The UUID of a customer, which both systems know. */
export function accountIdOf(id: string): string {
  const number = PEOPLE.findIndex((candidate) => candidate.id === id) + 1;
  return `5f0c2f0e-7d0b-4a53-9a55-${String(number).padStart(12, '0')}`;
}

/** A customer as the billing system knows him. */
export function customerOf({ id, currency, hasAgreement }: Person): Customer {
  const service = { id: serviceIdOf(id), status: 'active', paymentMethod: null } as const;
  return { id, accountId: accountIdOf(id), currency, hasAgreement, service };
}

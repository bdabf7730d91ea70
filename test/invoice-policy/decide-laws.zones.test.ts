import fc from 'fast-check';
import {
  type BillingState,
  decideAutoInvoice,
  type InvoiceSettings,
  type ServiceInvoice,
} from 'reseller-sdk/invoice-policy';
import { describe, expect, it } from 'vitest';

const NOW = new Date('2024-05-15T10:00:00Z');
const ZONES = ['UTC', 'America/Los_Angeles', 'Europe/Bucharest', 'Pacific/Auckland'];
const CODES = ['USD', 'EUR', 'JPY', 'KWD'];
const DIGITS: Readonly<Record<string, number>> = { USD: 2, EUR: 2, JPY: 0, KWD: 3 };

const amount = fc
  .tuple(fc.bigInt({ min: -99_999_999n, max: 99_999_999n }), fc.nat(5))
  .map(([units, scale]) => textOf(units, scale));
const rate = fc
  .tuple(fc.bigInt({ min: 1n, max: 9_999_999n }), fc.nat(5))
  .map(([units, scale]) => textOf(units, scale));
const code = fc.constantFrom(...CODES);

const invoice: fc.Arbitrary<ServiceInvoice> = fc.record({
  id: fc.constant('invoice'),
  status: fc.constantFrom('unpaid', 'overdue', 'paid', 'cancelled', 'draft', 'payment_pending'),
  issuedOn: fc.constantFrom('2024-05-01', '2024-05-14', '2024-05-15', '2024-05-16'),
  currency: code,
  creditSynced: fc.boolean(),
  lines: fc.array(
    fc.record({
      serviceId: fc.constantFrom('55', '55', '56'),
      kind: fc.constantFrom('service' as const, 'service' as const, 'promo' as const, 'other' as const),
      amount,
    }),
    { maxLength: 2 },
  ),
});

const state: fc.Arbitrary<BillingState> = fc.record({
  service: fc.constant({ id: '55', status: 'active', paymentMethod: null }),
  account: fc.record({
    currency: code,
    uptodateCredit: amount,
    effectiveCreditLimit: fc.option(amount),
    hasBillingAgreement: fc.boolean(),
    unsettledPeriods: fc.subarray(['one', 'two']),
  }),
  canCharge: fc.constantFrom(true, false, null),
  invoiceCurrency: code,
  rates: fc.record({ USD: rate, EUR: rate, JPY: rate, KWD: rate }),
  invoices: fc.array(invoice, { maxLength: 3 }),
  ledger: fc.array(
    fc.record({
      day: fc.constantFrom('2024-05-13', '2024-05-14', '2024-05-15'),
      state: fc.constantFrom('claimed' as const, 'issued' as const, 'released' as const),
    }),
    { maxLength: 2 },
  ),
});

const settings: fc.Arbitrary<InvoiceSettings> = fc.record({
  invoiceWithoutAgreement: fc.constant(true),
  invoiceWithAgreement: fc.constant(true),
  chargeImmediately: fc.boolean(),
  timeZone: fc.constant('UTC'),
  minimum: fc.record({ amount: fc.nat(20), currency: code }),
});

function textOf(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const cut = digits.length - scale;
  return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ''}`;
}

/** A number as whole parts of `10^-40`, and a product of rates to compare with: no fraction is ever divided. */
const PLACES = 40n;
const whole = (input: unknown): bigint => {
  const [, sign = '', digits = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(input)) ?? [];
  return BigInt(`${sign}${digits}${decimals.padEnd(Number(PLACES), '0')}`);
};

/** The decision by another road: all amounts are multiplied by every rate involved instead of being divided. */
function expected(given: BillingState, { minimum }: InvoiceSettings) {
  const { account, invoiceCurrency, rates, invoices, ledger } = given;
  const covering = invoices.filter(
    ({ status, creditSynced, lines }) =>
      (['unpaid', 'overdue', 'payment_pending', 'collections'].includes(status) ||
        (status === 'paid' && creditSynced === false)) &&
      lines.some(({ kind, serviceId }) => kind === 'service' && serviceId === '55'),
  );
  const used = [account.currency, invoiceCurrency, ...covering.map(({ currency }) => currency)];
  const least = minimum === undefined ? 0n : whole(minimum.amount);
  if (minimum !== undefined && least > 0n) used.push(minimum.currency);
  const codes = [...new Set(used)];
  const rateOf = (currency: string): bigint => (codes.length === 1 ? 1n : whole(rates[currency]));
  const all = codes.reduce((product, currency) => product * rateOf(currency), 1n);
  // An amount in the invoice currency, times the product of all rates.
  const inInvoice = (value: bigint, currency: string): bigint =>
    currency === invoiceCurrency ? value * all : value * rateOf(invoiceCurrency) * (all / rateOf(currency));
  const debt = -whole(account.uptodateCredit);
  if (debt <= 0n) return 'NO_DEBT';
  let covered = 0n;
  for (const { currency, lines } of covering) {
    for (const line of lines) {
      if (line.kind === 'service' && line.serviceId === '55')
        covered += inInvoice(whole(line.amount), currency);
    }
  }
  const due = inInvoice(debt, account.currency) - (covered > 0n ? covered : 0n);
  if (due <= 0n) return 'COVERED';
  const minor = BigInt(DIGITS[invoiceCurrency] ?? 2);
  const unit = all * 10n ** (PLACES - minor);
  const units = (2n * due + unit) / (2n * unit);
  if (units === 0n) return 'BELOW_MINOR_UNIT';
  if (minimum !== undefined && least > 0n && due < inInvoice(least, minimum.currency)) return 'BELOW_MINIMUM';
  const limit = account.effectiveCreditLimit;
  const isOver = limit !== null && due >= inInvoice(-whole(limit), account.currency);
  if (account.unsettledPeriods.length === 0 && !isOver) return 'NO_TRIGGER';
  const days = [
    ...invoices
      .filter(
        ({ status, lines }) =>
          status !== 'draft' && lines.some((line) => line.kind === 'service' && line.serviceId === '55'),
      )
      .map(({ issuedOn }) => issuedOn),
    ...ledger.filter((row) => row.state !== 'released').map(({ day }) => day),
  ];
  if (days.some((day) => day > '2024-05-15')) return 'LAST_INVOICE_IN_FUTURE';
  if (days.includes('2024-05-15')) return 'ALREADY_INVOICED_TODAY';
  return textOf(units, Number(minor));
}

function frozen<T>(value: T): T {
  if (value instanceof Object) for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

describe('a decision', () => {
  it('is what exact arithmetic by another road says, in any currencies, and leaves its inputs alone', () => {
    fc.assert(
      fc.property(state, settings, (given, policy) => {
        const decision = decideAutoInvoice(frozen(given), frozen(policy), NOW);
        const said = decision.kind === 'issue' ? decision.amount : decision.reason;
        expect(said).toBe(expected(given, policy));
      }),
      { numRuns: 1500 },
    );
  });

  it('holds at an exact tie of converted amounts, where a cut quotient would not', () => {
    fc.assert(
      fc.property(
        rate,
        rate,
        fc.integer({ min: 1, max: 99_999 }),
        fc.integer({ min: 0, max: 9_999 }),
        (eur, usd, limit, open) => {
          const owed = textOf(BigInt(limit + open), 2);
          const decide = (credit: string) =>
            decideAutoInvoice(
              {
                service: { id: '55', status: 'active', paymentMethod: null },
                account: {
                  currency: 'EUR',
                  uptodateCredit: credit,
                  effectiveCreditLimit: `-${textOf(BigInt(limit), 2)}`,
                  hasBillingAgreement: false,
                  unsettledPeriods: [],
                },
                canCharge: null,
                invoiceCurrency: 'KWD',
                rates: { EUR: eur, KWD: usd },
                invoices: [
                  {
                    id: '1',
                    status: 'unpaid',
                    issuedOn: '2024-05-01',
                    currency: 'EUR',
                    lines: [{ serviceId: '55', kind: 'service', amount: textOf(BigInt(open), 2) }],
                  },
                ],
                ledger: [],
              },
              {
                invoiceWithoutAgreement: true,
                invoiceWithAgreement: true,
                chargeImmediately: false,
                timeZone: 'UTC',
              },
              NOW,
            );
          const atLimit = decide(`-${owed}`);
          expect(atLimit.kind === 'issue' || atLimit.reason === 'BELOW_MINOR_UNIT').toBe(true);
          const below = decide(`-${textOf(BigInt(limit + open) * 10n - 1n, 3)}`);
          expect(below.kind).toBe('skip');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('dates its invoice by the zone of the business, and opens the gate at its midnight, also on days of 23 or 25 hours', () => {
    const days = [
      '2024-02-28',
      '2024-02-29',
      '2024-03-10',
      '2024-03-31',
      '2024-04-07',
      '2024-09-29',
      '2024-10-27',
      '2024-11-03',
      '2024-12-31',
    ];
    for (const timeZone of ZONES) {
      const civil = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
      for (const first of days) {
        for (let minutes = -26 * 60; minutes < 50 * 60; minutes += 29) {
          const now = new Date(Date.parse(`${first}T00:00:00Z`) + minutes * 60_000);
          const decision = decideAutoInvoice(owing(first), { ...EVERYBODY, timeZone }, now);
          const today = civil.format(now);
          if (today > first)
            expect(decision).toMatchObject({ kind: 'issue', issueDate: today, dueDate: today });
          else
            expect(decision).toMatchObject({
              kind: 'skip',
              reason: today === first ? 'ALREADY_INVOICED_TODAY' : 'LAST_INVOICE_IN_FUTURE',
            });
        }
      }
    }
  });

  it('refuses amounts that are none, and takes rates that are none for missing', () => {
    const hostile = [
      '',
      ' 1',
      '1,5',
      '0x10',
      'NaN',
      'Infinity',
      '1e99999',
      '--1',
      '１'.repeat(3),
      '9'.repeat(2000),
    ];
    for (const text of hostile) {
      const given = owing('2024-05-01');
      const spoiled = { ...given, account: { ...given.account, uptodateCredit: text } };
      expect(() => decideAutoInvoice(spoiled, { ...EVERYBODY, timeZone: 'UTC' }, NOW)).toThrow(/refused/);
      const rates = { USD: '1', EUR: text };
      const foreign = decideAutoInvoice(
        { ...given, invoiceCurrency: 'EUR', rates },
        { ...EVERYBODY, timeZone: 'UTC' },
        NOW,
      );
      expect(foreign).toMatchObject({ kind: 'error', reason: 'CURRENCY_UNKNOWN', currencies: ['EUR'] });
    }
    for (const codeOfObject of ['__proto__', 'constructor', 'toString']) {
      const given = { ...owing('2024-05-01'), invoiceCurrency: codeOfObject, rates: { USD: '1' } };
      const decision = decideAutoInvoice(given, { ...EVERYBODY, timeZone: 'UTC' }, NOW);
      expect(decision).toMatchObject({ reason: 'CURRENCY_UNKNOWN', currencies: [codeOfObject] });
    }
  });
});

const EVERYBODY = { invoiceWithoutAgreement: true, invoiceWithAgreement: true, chargeImmediately: false };

/** A client who owes 30, with an invoice of a day that was cancelled. */
function owing(invoicedOn: string): BillingState {
  return {
    service: { id: '55', status: 'active', paymentMethod: null },
    account: {
      currency: 'USD',
      uptodateCredit: '-30',
      effectiveCreditLimit: '-10',
      hasBillingAgreement: false,
      unsettledPeriods: [],
    },
    canCharge: null,
    invoiceCurrency: 'USD',
    rates: {},
    invoices: [
      {
        id: '1',
        status: 'cancelled',
        issuedOn: invoicedOn,
        currency: 'USD',
        lines: [{ serviceId: '55', kind: 'service', amount: '30' }],
      },
    ],
    ledger: [],
  };
}

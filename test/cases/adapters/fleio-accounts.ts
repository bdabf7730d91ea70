import {
  canOrderService,
  convertAmount,
  creditAmountsForInvoice,
  pickServiceToLink,
  priceRecurringInvoice,
  validateTopUp,
} from 'reseller-sdk/fleio/accounts';
import * as z from 'zod';
import type { Adapter } from '../runner.ts';

const MinorUnits = z.record(z.string(), z.number()).optional();
const Rates = z.record(z.string(), z.string()).default({});
const TopUp = z.strictObject({
  typed: z.string(),
  min: z.string().default('10'),
  max: z.string().default('1000'),
  currency: z.string().default('USD'),
  serviceStatus: z.string().default('Active'),
  minorUnits: MinorUnits,
});
const Credit = z.strictObject({
  currency: z.string().default('USD'),
  accountCurrency: z.string().default('USD'),
  rates: Rates,
  minorUnits: MinorUnits,
  lines: z.array(
    z.strictObject({
      serviceId: z.string().default('55'),
      kind: z.enum(['service', 'promo', 'other']).default('service'),
      amount: z.string(),
    }),
  ),
});
const Order = z.strictObject({ existing: z.array(z.string()), inCart: z.number().default(1) });
const Link = z.strictObject({ services: z.array(z.strictObject({ id: z.string(), status: z.string() })) });
const Convert = z.strictObject({
  amount: z.string(),
  from: z.string(),
  to: z.string(),
  rates: Rates,
  minorUnits: MinorUnits,
});

const Recurring = z.strictObject({
  currency: z.string().default('USD'),
  taxRate: z.string().optional(),
  taxRate2: z.string().optional(),
  rates: Rates,
  minorUnits: MinorUnits,
  lines: z.array(
    z.strictObject({
      lineId: z.string().default('1'),
      serviceId: z.string().default('55'),
      serviceStatus: z.string().default('Active'),
      taxed: z.boolean().default(true),
    }),
  ),
  usages: z.array(
    z.strictObject({
      serviceId: z.string().default('55'),
      price: z.string(),
      currency: z.string().default('USD'),
    }),
  ),
});

export const adapters: Record<string, Adapter> = {
  'fleio-accounts/validate-top-up': (input) => {
    const { typed, ...rules } = TopUp.parse(input);
    return validateTopUp(typed, rules);
  },
  'fleio-accounts/credit-amounts': (input) => {
    const { accountCurrency, rates, minorUnits, ...invoice } = Credit.parse(input);
    return creditAmountsForInvoice(invoice, accountCurrency, { rates, minorUnits });
  },
  'fleio-accounts/can-order': (input) => {
    const { existing, inCart } = Order.parse(input);
    return canOrderService(existing, inCart);
  },
  'fleio-accounts/pick-service': (input) => pickServiceToLink(Link.parse(input).services),
  'fleio-accounts/price-recurring': (input) => {
    const { usages, rates, minorUnits, ...invoice } = Recurring.parse(input);
    return priceRecurringInvoice(invoice, usages, { rates, minorUnits });
  },
  'fleio-accounts/convert': (input) => {
    const { amount, from, to, ...rules } = Convert.parse(input);
    return { amount: convertAmount(amount, from, to, rules) };
  },
};

import { openAmount, type ServiceInvoice } from 'reseller-sdk/invoice-policy';
import { describe, expect, it } from 'vitest';

const line = (amount: string, serviceId = '55') => ({ serviceId, kind: 'service', amount }) as const;
const invoice = (status: string, lines: ServiceInvoice['lines'], more: Partial<ServiceInvoice> = {}) => {
  return { id: status, status, issuedOn: '2024-05-09', currency: 'USD', lines, ...more };
};

describe('openAmount', () => {
  it('counts what waits for money, and payments that the vendor does not know of', () => {
    const invoices = [
      invoice('unpaid', [line('10'), line('5', '5'), { ...line('7'), kind: 'promo' }]),
      invoice('collections', [line('2.5')]),
      invoice('paid', [line('30')], { creditSynced: false }),
      invoice('paid', [line('100')]),
      invoice('draft', [line('100')]),
    ];
    expect(openAmount(invoices, '55', 'USD', {})).toBe('42.50');
    expect(openAmount(invoices, '55', 'USD', {}, { openStatuses: ['draft'] })).toBe('130.00');
  });

  it('converts exactly, and rounds the sum once', () => {
    const lines = [line('1.005'), line('1.005')];
    expect(openAmount([invoice('unpaid', lines)], '55', 'USD', {})).toBe('2.01');
    expect(openAmount([invoice('unpaid', lines)], '55', 'JPY', { USD: '1', JPY: '155' })).toBe('312');
  });

  it('is not below zero, and needs the rates of open invoices alone', () => {
    expect(openAmount([invoice('unpaid', [line('-5')])], '55', 'USD', {})).toBe('0.00');
    const foreign = [invoice('paid', [line('1')], { currency: 'GBP' })];
    expect(openAmount(foreign, '55', 'USD', {})).toBe('0.00');
    expect(() => openAmount(foreign, '55', 'USD', {}, { openStatuses: ['paid'] })).toThrow('rates.GBP');
  });
});

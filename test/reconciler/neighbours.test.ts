import { type CategoryRule, reconcile } from 'reseller-sdk/reconciler';
import { describe, expect, it } from 'vitest';
import { portalRow, serverRow, sides } from './rows.ts';

const rules: readonly CategoryRule[] = [{ id: 'devices', label: 'Devices', compare: 'quantity' }];
const DEVICES = ['aaaaaa11', 'bbbbbb11', 'cccccc11'];

function line(device: number, changes: Parameters<typeof portalRow>[0]) {
  const deviceRef = DEVICES[device]?.slice(0, 6) ?? null;
  return portalRow({ rowId: `p${device}#1`, parsed: { ...portalRow({}).parsed, deviceRef }, ...changes });
}

const devices = (quantity: string) => DEVICES.map((deviceId) => serverRow({ deviceId, quantity }));

describe('a row that looks like the one before', () => {
  it('has its own amounts', () => {
    const lines = ['2', '2', '3'].map((amount, device) => line(device, { amount }));
    const { server, portal } = sides(devices('1'), lines);
    const { items } = reconcile(server, portal, { rules });
    expect(items.map(({ amounts }) => amounts.billed)).toEqual(['2', '2', '3']);
    expect(items.map(({ amounts }) => amounts.expected)).toEqual(['2', '2', '3']);
  });

  it('has the price of its own cycle', () => {
    const unread = { amount: null, unitCost: '30' };
    const lines = [30, 1, 30].map((cycleDays, device) => line(device, { ...unread, cycleDays }));
    const { server, portal } = sides(devices('1'), lines);
    const { items } = reconcile(server, portal, { rules });
    expect(items.map(({ amounts }) => amounts.expected)).toEqual(['30', '1', '30']);
  });

  it('has its own printed quantity', () => {
    const lines = ['1', '0', '1'].map((printedQuantity, device) => line(device, { printedQuantity }));
    const { server, portal } = sides(devices('1'), lines);
    const { findings } = reconcile(server, portal, { rules });
    expect(findings.map(({ code, key, actual }) => [code, key.deviceId, actual])).toEqual([
      ['ZERO_QUANTITY_BILLED', 'bbbbbb11', '0'],
    ]);
  });

  it('is wrong like the one before, and told by itself', () => {
    const lines = DEVICES.map((_id, device) => line(device, { amount: 'two' }));
    const { server, portal } = sides(devices('1'), lines);
    expect(() => reconcile(server, portal, { rules })).toThrow(
      expect.objectContaining({
        issues: DEVICES.map((_id, index) =>
          expect.objectContaining({ path: `portal.rows[${index}].amount` }),
        ),
      }),
    );
  });

  it('is added exactly, also where numbers end', () => {
    const large = '9007199254740991';
    const lines = DEVICES.map((_id, device) => line(device, { quantity: large, amount: '0.1' }));
    const { server, portal } = sides(devices(large), [
      ...lines,
      line(0, { rowId: 'q', quantity: '2', amount: '-0.3' }),
    ]);
    const { categories } = reconcile(server, portal, { rules });
    expect(categories[0]).toMatchObject({
      server: '27021597764222973',
      portal: '27021597764222975',
      amounts: { billed: '0' },
    });
  });
});

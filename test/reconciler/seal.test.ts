import {
  type CategoryRule,
  type ReconcileOptions,
  reconcile,
  rerunReport,
  sealReport,
  verifyReport,
} from 'reseller-sdk/reconciler';
import { parseReport } from 'reseller-sdk/reconciler/schema';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/core/canonical.ts';
import { portalRow, serverRow, sides } from './rows.ts';

const rules: readonly CategoryRule[] = [{ id: 'devices', label: 'Devices', compare: 'quantity' }];
const sources = { ...sides([serverRow({})], [portalRow({}), portalRow({ rowId: 'p2#1' })]), rules };
const report = reconcile(sources.server, sources.portal, { rules });
const sealed = sealReport(report, sources);

describe('a sealed report', () => {
  it('is intact with its sources', () => {
    expect(verifyReport(sealed, sources)).toEqual([]);
    expect(sealed.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads back as the report, which seals to the same text', () => {
    const read = parseReport(sealed.json);
    expect(read).toEqual(report);
    expect(sealReport(read, sources)).toEqual(sealed);
  });

  it('tells a changed text', () => {
    const json = sealed.json.replace('"over_billed"', '"ok"');
    expect(json).not.toBe(sealed.json);
    expect(verifyReport({ ...sealed, json })).toEqual(['REPORT_CHANGED']);
  });

  it('tells other rules, server rows and portal rows apart', () => {
    const tolerant = rules.map((rule) => ({ ...rule, tolerance: { absolute: 1 } }));
    expect(verifyReport(sealed, { rules: tolerant })).toEqual(['RULES_DIFFER']);
    const { server, portal } = sides([serverRow({ quantity: '2' })], [portalRow({ amount: '3' })]);
    expect(verifyReport(sealed, { server, portal })).toEqual(['SERVER_DIFFERS', 'PORTAL_DIFFERS']);
  });

  it('does not mind another spelling or order of the same input', () => {
    const { server, portal } = sides(
      [serverRow({ quantity: '1.0' })],
      [portalRow({ rowId: 'p2#1' }), portalRow({ amount: '2.00' })],
    );
    expect(verifyReport(sealed, { server, portal })).toEqual([]);
    const spelled = rules.map((rule) => ({ ...rule, tolerance: { absolute: '0.0', mode: 'any' as const } }));
    expect(verifyReport(sealed, { rules: spelled })).toEqual([]);
  });
});

describe('a saved report that is made again', () => {
  function sealedWith(options: Partial<ReconcileOptions>) {
    return sealReport(reconcile(sources.server, sources.portal, { rules, ...options }), sources);
  }

  it('keeps every whole number of minutes that the sides may lie apart', () => {
    for (let minutes = 1; minutes <= 200; minutes += 1) {
      const options = { rules, maxSkewHours: minutes / 60 };
      const { completeness } = reconcile(sources.server, sources.portal, options);
      expect(completeness.maxSkewMinutes).toBe(minutes);
      // The sides lie 60 minutes apart.
      expect(completeness.complete).toBe(minutes >= 60);
    }
    expect(rerunReport(sealedWith({ maxSkewHours: 31 / 60 }), sources).problems).toEqual([]);
  });

  it.each<Partial<ReconcileOptions>>([
    { includeSuspended: false },
    { projectDailyLines: true },
    { prefixLength: 7 },
    { requiredServers: ['absent'] },
    { requiredServers: [] },
    { reportId: 'r1' },
    { generatedAt: '2026-08-03T03:00:00+02:00' },
    { currency: 'USD' },
  ])('is made with the option %o that it names', (options) => {
    expect(rerunReport(sealedWith(options), sources).problems).toEqual([]);
  });

  it('wants a part of a minute again', () => {
    const maxSkewHours = 59.5 / 60;
    const odd = sealedWith({ maxSkewHours });
    expect(rerunReport(odd, sources).problems).toEqual(['RESULT_DIFFERS']);
    expect(rerunReport(odd, sources, { maxSkewHours }).problems).toEqual([]);
    expect(rerunReport(sealed, sources, { maxSkewHours: undefined }).problems).toEqual([]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300, -1])('has no limit of %s hours', (maxSkewHours) => {
    expect(() => sealedWith({ maxSkewHours })).toThrow(expect.objectContaining({ name: 'ConfigError' }));
  });

  it.each(['{', 'null', '{"settings":{}}', 'another version'])('is not called intact if it is %s', (text) => {
    const json =
      text === 'another version' ? sealed.json.replace('"schemaVersion":1', '"schemaVersion":2') : text;
    const strange = { ...sealed, json, sha256: sha256Hex(json) };
    expect(rerunReport(strange, sources)).toEqual({ problems: ['REPORT_UNREADABLE'], report: null });
  });
});

describe('reading a report', () => {
  it('refuses what is none, with the path of everything that is wrong', () => {
    expect(() => parseReport('{')).toThrow(expect.objectContaining({ name: 'InvalidInputError' }));
    const broken = { ...report, schemaVersion: 2, currency: 5 };
    expect(() => parseReport(broken)).toThrow(
      expect.objectContaining({
        issues: [
          expect.objectContaining({ path: 'schemaVersion' }),
          expect.objectContaining({ path: 'currency' }),
        ],
      }),
    );
  });
});

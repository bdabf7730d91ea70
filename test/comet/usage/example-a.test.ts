import {
  categoryRulesOf,
  cometCategories,
  cometCategoryRules,
  extractPortalUsage,
  readServerUsage,
  withDistinctDevices,
} from 'reseller-sdk/comet/usage';
import { reconcile } from 'reseller-sdk/reconciler';
import { describe, expect, it } from 'vitest';
import { AT, EXAMPLE_A, exampleAServices } from './support.ts';

function report(categories = cometCategories, rules = cometCategoryRules) {
  const { server, rows } = readServerUsage('main', EXAMPLE_A, AT, categories);
  const portalRows = extractPortalUsage(exampleAServices(), { categories, currency: 'USD' });
  const snapshot = { snapshotId: 'a', pulledAt: AT, state: 'published' } as const;
  return reconcile({ servers: [server], rows }, { snapshot, rows: portalRows }, { rules });
}

describe('example A, from profiles and portal rows to the report', () => {
  it.each([
    ['devices', '3', '3', '0', 'ok'],
    ['hyperv_vms', '5', '3', '-2', 'under_billed'],
    ['vmware_vms', '2', '2', '0', 'ok'],
    ['proxmox_vms', '0', '0', '0', 'ok'],
    ['disk_image', '1', '2', '1', 'over_billed'],
    ['mssql', '1', '1', '0', 'offsetting'],
    ['m365_accounts', '9', '8', '-1', 'under_billed'],
  ])('%s: server %s, portal %s, variance %s, %s', (categoryId, server, portal, variance, status) => {
    const figures = report().categories.find((category) => category.categoryId === categoryId);
    expect(figures).toMatchObject({ server, portal, variance, status });
  });

  it('adds up to 121.83, and 142.83 with the unknown', () => {
    expect(report().totals).toMatchObject({ totalAmount: '121.83', grandTotal: '142.83' });
  });

  it('raises the findings that its rows deserve', () => {
    const codes = new Set(report().findings.map(({ code }) => code));
    for (const code of [
      'UNMAPPED_BOOSTER',
      'UNKNOWN_PORTAL_TYPE',
      'SOURCE_WITHOUT_DEVICE',
      'MAX_OF_TWO_JOBS_DIFFERS',
    ]) {
      expect(codes).toContain(code);
    }
  });

  it('compares presence where devices count', () => {
    const categories = withDistinctDevices(cometCategories);
    const figures = report(categories, categoryRulesOf(categories)).categories;
    expect(figures.find(({ categoryId }) => categoryId === 'disk_image')).toMatchObject({
      compare: 'presence',
    });
  });
});

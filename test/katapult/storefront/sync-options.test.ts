import { syncOptions } from 'reseller-sdk/katapult/storefront';
import { describe, expect, it } from 'vitest';
import { answering } from './caller.ts';

const ORGANIZATION = { sub_domain: 'acme' };
const ANSWERS = {
  'dataCenters.list': {
    data_centers: [
      { id: 'dc_1', name: 'London', permalink: 'london' },
      { id: 'dc_2', name: null, permalink: 'amsterdam' },
      { id: 'dc_3', name: 'Without a permalink', permalink: null },
    ],
  },
  'diskTemplates.list': [
    [{ id: 'dtpl_1', name: 'Debian 12', permalink: 'templates/debian-12', size_in_gb: 5 }],
    [{ id: 'dtpl_2', name: 'Windows', permalink: 'templates/windows', size_in_gb: null }],
  ],
};

describe('the options of a shop', () => {
  it('come from all data centers and all pages of templates, the universal ones included', async () => {
    const { caller, calls } = answering(ANSWERS);
    const { dataCenters, diskTemplates } = await syncOptions(caller, ORGANIZATION);
    expect(dataCenters.added.map(({ value }) => value)).toEqual(['london|London', 'amsterdam|amsterdam']);
    expect(diskTemplates.added.map(({ value }) => value)).toEqual([
      'templates/debian-12|Debian 12',
      'templates/windows|Windows',
    ]);
    expect(calls).toContainEqual({
      name: 'diskTemplates.list',
      params: expect.objectContaining({ organization: ORGANIZATION, include_universal: true }),
    });
  });

  it('are shown at once where the option is new, and wait for a release where it is not', async () => {
    const { caller } = answering(ANSWERS);
    const stored = { dataCenters: ['london|London', 'paris|Paris'] };
    const { dataCenters, diskTemplates } = await syncOptions(caller, ORGANIZATION, stored);
    expect(dataCenters.added.map(({ permalink, hidden }) => [permalink, hidden])).toEqual([
      ['amsterdam', true],
    ]);
    expect(dataCenters.vanished).toEqual(['paris|Paris']);
    expect(diskTemplates.added.map(({ hidden }) => hidden)).toEqual([false, false]);
  });

  it('wait for a release where the option is there and empty', async () => {
    const { caller } = answering(ANSWERS);
    const { diskTemplates } = await syncOptions(caller, ORGANIZATION, { diskTemplates: [] });
    expect(diskTemplates.added.map(({ hidden }) => hidden)).toEqual([true, true]);
  });

  it('come with the smallest disk of each template', async () => {
    const { caller } = answering(ANSWERS);
    const { minimumDiskSizes } = await syncOptions(caller, ORGANIZATION);
    expect([...minimumDiskSizes]).toEqual([
      ['templates/debian-12', 5],
      ['templates/windows', null],
    ]);
  });
});

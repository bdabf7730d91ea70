import { DeviceIndex } from 'reseller-sdk/identity';
import { describe, expect, it } from 'vitest';

function resolve(ids: readonly string[], reference: string, prefixLength = 6) {
  const devices = ids.map((deviceId) => ({ deviceId, account: null }));
  const found = new DeviceIndex(devices, { prefixLength }).resolve({ reference, account: null });
  return 'device' in found ? [found.state, found.device.deviceId] : [found.state];
}

describe('a device that is alone with its first characters', () => {
  it('is meant by the whole reference, not by a part of it', () => {
    expect(resolve(['aaaaaa11'], 'aaaaaa1')).toEqual(['unique_prefix', 'aaaaaa11']);
    expect(resolve(['aaaaaa11'], 'aaaaaa2')).toEqual(['unmatched']);
    expect(resolve(['aaaaaa11'], 'aaaaaa111')).toEqual(['unmatched']);
  });
});

describe('ids that are no hex digits', () => {
  it('are apart from each other', () => {
    const ids = ['zzzzzz1', 'yyyyyy1', '______1', 'ÿÿÿÿÿÿ1', '00000g1', '0000001'];
    for (const id of ids) expect(resolve(ids, id.slice(0, 6))).toEqual(['unique_prefix', id]);
    expect(resolve(ids, 'xxxxxx')).toEqual(['unmatched']);
  });

  it('and those that are too short for a prefix mean only themselves', () => {
    const ids = ['0', '00', '000000', '0000000'];
    for (const id of ids) expect(resolve(ids, id)).toEqual(['exact', id]);
    expect(resolve(ids, '000')).toEqual(['unmatched']);
  });
});

it.each([6, 7, 8, 20])('a prefix of %s characters tells ids apart by all of them', (length) => {
  const ids = ['a', 'b'].map((last) => last.padStart(length, 'f').padEnd(40, '0'));
  for (const id of ids) expect(resolve(ids, id.slice(0, length), length)).toEqual(['unique_prefix', id]);
});

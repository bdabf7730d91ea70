import fc from 'fast-check';
import {
  ACCOUNT_RUNGS,
  AccountLadder,
  comparePull,
  DeviceIndex,
  type KnownDevice,
  numberRows,
  requireAccepted,
  snapshotContentHash,
} from 'reseller-sdk/identity';
import { describe, expect, it } from 'vitest';

const contents = fc.array(fc.constantFrom('a', 'b', 'c', '__proto__'), { maxLength: 20 });

describe('numbering', () => {
  it('apart: no two rows of a pull share an id, and no repeat is lost', () => {
    fc.assert(
      fc.property(contents, (rows) => {
        const numbered = numberRows(rows, (row) => [row]);
        expect(new Set(numbered.map(({ id }) => id)).size).toBe(rows.length);
        for (const text of new Set(rows)) {
          const own = numbered.filter(({ row }) => row === text);
          expect(own.map(({ occurrence }) => occurrence)).toEqual(own.map((_, index) => index + 1));
        }
      }),
    );
  });

  it('order: the ids and the content hash of a snapshot do not depend on it', () => {
    const hash = (rows: readonly string[]): string =>
      snapshotContentHash(numberRows(rows, (row) => [row]).map(({ id }) => id));
    fc.assert(
      fc.property(contents, (rows) => {
        expect(hash([...rows].sort())).toBe(hash(rows));
      }),
    );
  });
});

const day = fc.constantFrom('2026-07-01', '2026-07-02', '2026-07-03', null, '2026-02-30');
const pull = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), day }), {
  selector: ({ id }) => id,
});
const stored = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), day, retired: fc.boolean() }), {
  selector: ({ id }) => id,
});

describe('comparing a pull', () => {
  it('parts: every row that arrived is inserted, refreshed or invalid, and just one of them', () => {
    fc.assert(
      fc.property(stored, pull, (before, incoming) => {
        const { inserted, refreshed, invalid, retired } = comparePull(before, incoming, {
          allowShrink: true,
        });
        if (incoming.length === 0) return;
        const ids = [...inserted, ...refreshed, ...invalid].map(({ id }) => id).sort();
        expect(ids).toEqual(incoming.map(({ id }) => id).sort());
        expect(retired.every(({ id }) => !refreshed.some((row) => row.id === id))).toBe(true);
        expect(retired.some((row) => row.retired)).toBe(false);
      }),
    );
  });

  it('repeat: applying a pull and comparing it again changes nothing', () => {
    fc.assert(
      fc.property(stored, pull, (before, incoming) => {
        const first = comparePull(before, incoming, { allowShrink: true });
        if (first.refused !== null) return;
        const gone = new Set(first.retired.map(({ id }) => id));
        const back = new Set(first.refreshed.map(({ id }) => id));
        const after = [
          ...before.map((row) => {
            const arrived = incoming.find(({ id }) => back.has(id) && id === row.id);
            return arrived === undefined ? { ...row, retired: row.retired || gone.has(row.id) } : arrived;
          }),
          ...first.inserted,
        ];
        const second = comparePull(after, incoming, { allowShrink: true });
        expect(second.inserted).toEqual([]);
        expect(second.retired).toEqual([]);
      }),
    );
  });

  it('is refused as an error where the caller wants one', () => {
    const accepted = comparePull([], [{ id: 'a', day: '2026-07-01' }]);
    expect(requireAccepted(accepted)).toBe(accepted);
    const refused = comparePull([{ id: 'a', day: '2026-07-01' }], []);
    expect(() => requireAccepted(refused)).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', code: 'PULL_SUSPICIOUS' }),
    );
  });
});

/** Most of them begin alike. */
const hex = fc
  .tuple(
    fc.constantFrom('aaaa', 'aaaaaa', 'aaaaab'),
    fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 }),
  )
  .map(([start, rest]) => `${start}${rest}`);
const account = fc.constantFrom(null, 'ann', 'Ann', 'joanne', 'a.n.n', 'old', '');
const aliases = { old: 'ann' };

/** As the rule is worded: each candidate is held against the name. */
function pickOf<Candidate extends { readonly account: string | null }>(
  printed: string | null,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const ladder = new AccountLadder(aliases);
  for (const rung of ACCOUNT_RUNGS) {
    const matching = candidates.filter((candidate) => ladder.rung(printed, candidate.account) === rung);
    if (matching.length > 0) return matching.length === 1 ? matching[0] : undefined;
  }
  return undefined;
}

describe('the device index', () => {
  const devices = fc.array(fc.record({ deviceId: hex, account }), { maxLength: 12 });

  it('scan: finds what reading through all devices finds, whenever it is asked', () => {
    fc.assert(
      fc.property(devices, fc.nat({ max: 12 }), hex, account, (known, early, reference, printed) => {
        const index = new DeviceIndex(known.slice(0, early), { aliases });
        index.resolve({ reference, account: printed });
        for (const device of known.slice(early)) index.add(device);
        const result = index.resolve({ reference, account: printed });
        const all = distinct(known);
        const exact = all.filter(({ deviceId }) => deviceId === reference);
        const near = reference.length < 6 ? [] : all.filter(({ deviceId }) => deviceId.startsWith(reference));
        const fits = exact.length > 0 ? exact : near;
        if (fits.length === 0) expect(result).toEqual({ state: 'unmatched' });
        else if (fits.length === 1) {
          expect(result).toMatchObject({
            state: exact.length > 0 ? 'exact' : 'unique_prefix',
            device: fits[0],
          });
        } else {
          const device = pickOf(printed, fits);
          if (device === undefined) expect(result).toEqual({ state: 'ambiguous', candidates: fits });
          else {
            const state = exact.length > 0 ? 'exact' : 'account_disambiguated';
            expect(result).toMatchObject({ state, device });
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('identity: a device is its id and its account', () => {
    fc.assert(
      fc.property(devices, hex, account, (known, deviceId, wanted) => {
        const index = new DeviceIndex(known);
        const all = distinct(known);
        const ofId = all.filter((device) => device.deviceId === deviceId);
        expect(index.withId(deviceId)).toEqual(ofId);
        expect(index.find(deviceId, wanted)).toBe(
          ofId.find((device) => (device.account ?? '') === (wanted ?? '')),
        );
        const ids = all.map((device) => device.deviceId);
        const repeated = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
        expect(new Set(index.repeatedIds())).toEqual(repeated);
      }),
    );
  });
});

/** The first device of each id and account. */
function distinct<Device extends KnownDevice>(devices: readonly Device[]): Device[] {
  const first = new Map<string, Device>();
  for (const device of devices) {
    const key = JSON.stringify([device.deviceId, device.account ?? '']);
    if (!first.has(key)) first.set(key, device);
  }
  return [...first.values()];
}

describe('the account ladder', () => {
  it('symmetry: both directions stand on the same rung', () => {
    const name = fc.oneof(
      fc.constantFrom('ann', 'Ann ', 'ANN', 'a-n-n', 'ß', 'SS', 'ﬁ', 'fi', ''),
      fc.string(),
    );
    const ladder = new AccountLadder({ ann: 'joanne' });
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(ladder.rung(a, b)).toBe(ladder.rung(b, a));
      }),
    );
  });

  it('choice: picks whom holding each candidate against the name picks', () => {
    const candidates = fc.array(fc.record({ account }), { maxLength: 8 });
    fc.assert(
      fc.property(account, candidates, (printed, known) => {
        const choice = new AccountLadder(aliases).pick(printed, known);
        expect(choice?.candidate).toBe(pickOf(printed, known));
      }),
    );
  });
});

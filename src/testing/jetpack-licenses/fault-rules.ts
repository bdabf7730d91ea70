import { JetpackConnection } from '../../jetpack/index.ts';
import { JetpackLicenses, type LicenseRepository } from '../../jetpack/licenses/index.ts';
import { FakeClock } from '../clock.ts';
import { DEFAULT_JETPACK_CREDENTIALS } from '../jetpack/seed.ts';
import { FakeJetpack } from '../jetpack/server.ts';
import { faultAt } from '../kit/fault-at.ts';
import { expectSame, expectTrue } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import { type Random, seededRandom } from '../random.ts';
import type { OpenedLicenseRepository } from './opened-store.ts';

const HOUR_MS = 3_600_000;
/** Far more calls than one license needs. */
const MAX_CALLS = 50;
const PRODUCT = 'jetpack-scan';

/** The `call`-th call of a repository fails, before or after its work. */
function failing(repository: LicenseRepository, call: number, when: 'before' | 'after') {
  const { guarded, wasReached } = faultAt(call, when);
  const broken: LicenseRepository = {
    load: (serviceKey) => guarded(() => repository.load(serviceKey)),
    findByLicenseKey: (licenseKey) => guarded(() => repository.findByLicenseKey(licenseKey)),
    listOpen: () => guarded(() => repository.listOpen()),
    save: (record, version) => guarded(() => repository.save(record, version)),
  };
  return { broken, wasReached };
}

/** Sells and revokes a license through a broken repository; what is open then is settled and finished. */
async function survive(
  repository: LicenseRepository,
  serviceKey: string,
  call: number,
  when: 'before' | 'after',
  random: Random,
) {
  const clock = new FakeClock();
  const vendor = new FakeJetpack({ clock, random });
  const jetpack = new JetpackConnection({ ...DEFAULT_JETPACK_CREDENTIALS, fetch: vendor.fetch });
  const { broken, wasReached } = failing(repository, call, when);
  const [sound, weak] = [repository, broken].map(
    (port) => new JetpackLicenses({ jetpack, repository: port, clock }),
  );
  if (sound === undefined || weak === undefined) throw new Error('there are two');
  await weak.sell(serviceKey, { product: PRODUCT }).catch(() => undefined);
  clock.advance(HOUR_MS);
  const before = await sound.sell(serviceKey, { product: PRODUCT });
  const candidates = await sound.candidates(serviceKey);
  if (before.status === 'unsettled') {
    const [found] = candidates;
    await sound.settle(serviceKey, found ?? 'not-issued');
    await sound.sell(serviceKey, { product: PRODUCT });
  }
  const sold = { record: await sound.get(serviceKey), issued: vendor.state.licenses.size };
  await weak.revoke(serviceKey).catch(() => undefined);
  clock.advance(HOUR_MS);
  const ended = await sound.revoke(serviceKey);
  const inForce = [...vendor.state.licenses.values()].filter(({ revokedAt }) => revokedAt === null).length;
  return { sold, ended, inForce, candidates: candidates.length, wasReached: wasReached() };
}

async function everyFault(repository: LicenseRepository, when: 'before' | 'after'): Promise<void> {
  // The vendors of all cases go on from one generator, so that no two of them issue the same key.
  const random = seededRandom(when === 'before' ? 1 : 2);
  for (let call = 1; call <= MAX_CALLS; call += 1) {
    const survived = await survive(repository, `${when} ${call}`, call, when, random);
    const { sold, ended, inForce, candidates, wasReached } = survived;
    const what = `after a fault ${when} call ${call}`;
    expectSame([sold.record?.status, sold.issued], ['issued', 1], `the sale ${what}`);
    expectTrue(candidates <= 1, `${candidates} candidates ${what}`);
    expectSame([ended?.status, inForce], ['revoked', 0], `the revocation ${what}`);
    if (wasReached) continue;
    expectTrue(call > 5, 'the faults were never reached');
    return;
  }
  throw new Error(`a license still calls the repository after ${MAX_CALLS} calls`);
}

export const faultRules: readonly StoreRule<OpenedLicenseRepository>[] = (['before', 'after'] as const).map(
  (when) => ({
    name: `a fault ${when} any call issues no license twice, and loses none that a human cannot find`,
    check: ({ repository }) => everyFault(repository, when),
  }),
);

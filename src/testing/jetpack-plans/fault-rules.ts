import { JetpackConnection } from '../../jetpack/index.ts';
import { JetpackPlans, type PlanRepository } from '../../jetpack/plans/index.ts';
import { FakeClock } from '../clock.ts';
import { DEFAULT_JETPACK_CREDENTIALS } from '../jetpack/seed.ts';
import { FakeJetpack } from '../jetpack/server.ts';
import { faultAt } from '../kit/fault-at.ts';
import { expectSame, expectTrue } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { OpenedPlanRepository } from './opened-store.ts';

const HOUR_MS = 3_600_000;
/** Far more calls than one plan needs. */
const MAX_CALLS = 50;
const ROUNDS = 3;

/** The `call`-th call of a repository fails, before or after its work. */
function failing(repository: PlanRepository, call: number, when: 'before' | 'after') {
  const { guarded, wasReached } = faultAt(call, when);
  const broken: PlanRepository = {
    load: (serviceKey) => guarded(() => repository.load(serviceKey)),
    due: (now, limit) => guarded(() => repository.due(now, limit)),
    save: (record, version) => guarded(() => repository.save(record, version)),
  };
  return { broken, wasReached };
}

/** Sells, checks and cancels a plan through a broken repository; each is then finished with a sound one. */
async function survive(
  repository: PlanRepository,
  serviceKey: string,
  call: number,
  when: 'before' | 'after',
) {
  const clock = new FakeClock();
  const siteUrl = `https://${serviceKey}.example.com`;
  const vendor = new FakeJetpack({ clock, sites: [{ url: siteUrl }] });
  const jetpack = new JetpackConnection({ ...DEFAULT_JETPACK_CREDENTIALS, fetch: vendor.fetch });
  const { broken, wasReached } = failing(repository, call, when);
  const over = (port: PlanRepository) =>
    new JetpackPlans({ repository: port, partnerKeys: { live: jetpack }, clock });
  const [sound, weak] = [over(repository), over(broken)];
  const order = { siteUrl, localUser: 'admin', plan: 'premium' };
  const plans = () => vendor.state.activations.filter(({ endedAt }) => endedAt === null).length;
  const finish = async (): Promise<void> => {
    for (let round = 0; round < ROUNDS; round += 1) {
      clock.advance(HOUR_MS * 24);
      await sound.recheckDue();
    }
  };
  await weak.sell(serviceKey, order).catch(() => undefined);
  clock.advance(HOUR_MS);
  await weak.recheckDue().catch(() => undefined);
  clock.advance(HOUR_MS);
  await sound.sell(serviceKey, order);
  vendor.connect(siteUrl);
  await finish();
  const sold = { record: await sound.get(serviceKey), plans: plans() };
  await weak.cancel(serviceKey).catch(() => undefined);
  clock.advance(HOUR_MS);
  await sound.cancel(serviceKey);
  await finish();
  return {
    sold,
    ended: { record: await sound.get(serviceKey), plans: plans() },
    wasReached: wasReached(),
  };
}

async function everyFault(repository: PlanRepository, when: 'before' | 'after'): Promise<void> {
  for (let call = 1; call <= MAX_CALLS; call += 1) {
    const { sold, ended, wasReached } = await survive(repository, `${when}-${call}`, call, when);
    const what = `after a fault ${when} call ${call}`;
    expectSame([sold.record?.status, sold.plans], ['provisioned', 1], `the sale ${what}`);
    const isGone = ['cancelled', 'nothing_to_cancel'].includes(ended.record?.status ?? '');
    expectTrue(isGone, `the cancellation ${what} ended as ${ended.record?.status}`);
    expectSame([ended.record?.claim, ended.plans], [null, 0], `what is left ${what}`);
    if (wasReached) continue;
    expectTrue(call > 5, 'the faults were never reached');
    return;
  }
  throw new Error(`a plan still calls the repository after ${MAX_CALLS} calls`);
}

export const faultRules: readonly StoreRule<OpenedPlanRepository>[] = (['before', 'after'] as const).map(
  (when) => ({
    name: `a fault ${when} any call loses no plan, sells none twice and leaves none behind`,
    check: ({ repository }) => everyFault(repository, when),
  }),
);

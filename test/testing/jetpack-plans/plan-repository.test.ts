import { InMemoryPlanRepository, type PlanRecord, type PlanRepository } from 'reseller-sdk/jetpack/plans';
import { planRepositoryCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

const open = () => ({ repository: new InMemoryPlanRepository() });

describe('the repository of plans in memory', () => {
  it.each(planRepositoryCases(open).map(({ name, run }) => [name, run] as const))('%s', (_name, run) =>
    run(),
  );
});

/** Repositories with one defect. */
const BROKEN: Readonly<Record<string, (sound: InMemoryPlanRepository) => Partial<PlanRepository>>> = {
  'versions are not looked at': (sound) => ({
    save: async (record) => sound.save(record, (await sound.load(record.serviceKey))?.version ?? 0),
  }),
  'a version is looked at before the row is written': (sound) => {
    const versions = new Map<string, number>();
    const versionOf = ({ serviceKey }: { readonly serviceKey: string }) => versions.get(serviceKey) ?? 0;
    return {
      save: async (record, version) => {
        if (versionOf(record) !== version) return sound.save(record, -1);
        await Promise.resolve();
        const saved = sound.save(record, versionOf(record));
        versions.set(record.serviceKey, record.version);
        return saved;
      },
    };
  },
  'claims are not unique': (sound) =>
    withRow(sound, ({ claim }) => ({ claim: claim && `${claim} ${Math.random()}` })),
  'claims lose their case': (sound) =>
    withRow(sound, ({ claim }) => ({ claim: claim?.toLowerCase() ?? null })),
  'no claim counts as a claim': (sound) => withRow(sound, ({ claim }) => ({ claim: claim ?? '' })),
  'services lose their case': (sound) => ({
    load: (key) => sound.load(key.toLowerCase()),
    save: (record, version) =>
      sound.save({ ...record, serviceKey: record.serviceKey.toLowerCase() }, version),
  }),
  'links are forgotten': (sound) => withRow(sound, () => ({ nextUrl: null })),
  'failures are forgotten': (sound) => withRow(sound, () => ({ failure: null })),
  'times are kept to the second': (sound) =>
    withRow(sound, ({ nextCheckAt }) => ({ nextCheckAt: nextCheckAt?.replace(/\.\d+/, '.000') ?? null })),
  'no due record is found at its very time': (sound) => ({
    due: async (now, limit) => (await sound.due(now, limit)).filter(({ nextCheckAt }) => nextCheckAt !== now),
  }),
  'due records come last in, first out': (sound) => ({
    due: async (now, limit) => [...(await sound.due(now, limit))].reverse(),
  }),
  'the limit is not kept': (sound) => ({ due: (now) => sound.due(now, 1000) }),
};

function withRow(
  sound: InMemoryPlanRepository,
  change: (record: PlanRecord) => Partial<PlanRecord>,
): Partial<PlanRepository> {
  return { save: (record, version) => sound.save({ ...record, ...change(record) }, version) };
}

describe('the cases find repositories of plans in which', () => {
  it.each(Object.entries(BROKEN))('%s', async (_name, breakIt) => {
    const failed: string[] = [];
    const cases = planRepositoryCases(() => {
      const sound = new InMemoryPlanRepository();
      const members = breakIt(sound);
      const repository: PlanRepository = {
        load: members.load ?? ((key) => sound.load(key)),
        due: members.due ?? ((now, limit) => sound.due(now, limit)),
        save: members.save ?? ((record, version) => sound.save(record, version)),
      };
      return { repository };
    });
    for (const { name, run } of cases.slice(0, -2)) await run().catch(() => failed.push(name));
    expect(failed).not.toEqual([]);
  });
});

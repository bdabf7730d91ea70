import {
  InMemoryLicenseRepository,
  type LicenseRecord,
  type LicenseRepository,
} from 'reseller-sdk/jetpack/licenses';
import { licenseRepositoryCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

const open = () => ({ repository: new InMemoryLicenseRepository() });

describe('the repository of licenses in memory', () => {
  it.each(licenseRepositoryCases(open).map(({ name, run }) => [name, run] as const))('%s', (_name, run) =>
    run(),
  );
});

/** Repositories with one defect. */
const BROKEN: Readonly<Record<string, (sound: InMemoryLicenseRepository) => Partial<LicenseRepository>>> = {
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
  'licenses are not unique': (sound) =>
    withRow(sound, ({ licenseKey }) => ({ licenseKey: licenseKey && `${licenseKey}${Math.random()}` })),
  'no license counts as one': (sound) =>
    withRow(sound, ({ licenseKey }) => ({ licenseKey: licenseKey ?? '' })),
  'licenses lose their case': (sound) => ({
    ...withRow(sound, ({ licenseKey }) => ({ licenseKey: licenseKey?.toLowerCase() ?? null })),
    findByLicenseKey: (key) => sound.findByLicenseKey(key.toLowerCase()),
  }),
  'services lose their blanks': (sound) => ({
    load: (key) => sound.load(key.trim()),
    save: (record, version) => sound.save({ ...record, serviceKey: record.serviceKey.trim() }, version),
  }),
  'failures are forgotten': (sound) => withRow(sound, () => ({ failure: null })),
  'unsettled sales are not listed': (sound) => ({
    listOpen: async () => (await sound.listOpen()).filter(({ status }) => status !== 'unsettled'),
  }),
  'a license is found for ever': (sound) => {
    const found = new Map<string, LicenseRecord>();
    return {
      save: async (record, version) => {
        await sound.save(record, version);
        if (record.licenseKey !== null) found.set(record.licenseKey, record);
      },
      findByLicenseKey: async (key) => found.get(key) ?? null,
    };
  },
};

function withRow(
  sound: InMemoryLicenseRepository,
  change: (record: LicenseRecord) => Partial<LicenseRecord>,
): Partial<LicenseRepository> {
  return { save: (record, version) => sound.save({ ...record, ...change(record) }, version) };
}

describe('the cases find repositories of licenses in which', () => {
  it.each(Object.entries(BROKEN))('%s', async (_name, breakIt) => {
    const failed: string[] = [];
    const cases = licenseRepositoryCases(() => {
      const sound = new InMemoryLicenseRepository();
      const members = breakIt(sound);
      const repository: LicenseRepository = {
        load: members.load ?? ((key) => sound.load(key)),
        findByLicenseKey: members.findByLicenseKey ?? ((key) => sound.findByLicenseKey(key)),
        listOpen: members.listOpen ?? (() => sound.listOpen()),
        save: members.save ?? ((record, version) => sound.save(record, version)),
      };
      return { repository };
    });
    for (const { name, run } of cases.slice(0, -2)) await run().catch(() => failed.push(name));
    expect(failed).not.toEqual([]);
  });
});

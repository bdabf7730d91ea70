import { readActiveServices, readBillingHistory } from 'reseller-sdk/comet/portal';
import {
  chargesToAuditCharges,
  chargesToLedgerUsages,
  classify,
  cometCategories,
  eventToAuditFact,
  extractPortalUsage,
  extractUsageFromProfile,
  m365AccountsOfCharge,
  m365Report,
  profileToAuditFacts,
  readServerUsage,
  servicesToPlanLines,
  summariseActiveServices,
  withDistinctDevices,
} from 'reseller-sdk/comet/usage';
import { parsePurchaseCsv } from 'reseller-sdk/comet/usage/purchases';
import * as z from 'zod';
import type { Adapter } from '../runner.ts';

const AT = '2026-08-07T02:00:00Z';
const RawRows = z.array(z.unknown());
const Line = z.tuple([z.string().nullable(), z.string().nullable(), z.enum(['charge', 'service'])]);

const Job = z.looseObject({}).nullish();
const Profile = z.looseObject({
  Username: z.string().optional(),
  IsSuspended: z.boolean().optional(),
  Devices: z
    .record(
      z.string(),
      z.looseObject({ FriendlyName: z.string().optional(), RegistrationTime: z.number().optional() }),
    )
    .nullish(),
  Sources: z
    .record(
      z.string(),
      z.looseObject({
        Engine: z.string().optional(),
        OwnerDevice: z.string().optional(),
        Statistics: z.looseObject({ LastBackupJob: Job, LastSuccessfulBackupJob: Job }).nullish(),
      }),
    )
    .nullish(),
  Destinations: z
    .record(
      z.string(),
      z.looseObject({
        DestinationType: z.number().optional(),
        Statistics: z
          .looseObject({ ClientProvidedSize: z.looseObject({ Size: z.number().optional() }).nullish() })
          .nullish(),
      }),
    )
    .nullish(),
});

const ProfileInput = z.strictObject({ profile: Profile, distinctDevices: z.boolean().default(false) });
const ServerInput = z.strictObject({ serverKey: z.string(), profiles: z.record(z.string(), Profile) });
const M365Input = z.strictObject({
  snapshots: z.array(z.strictObject({ fetchedAt: z.iso.datetime(), rows: RawRows })),
  from: z.string().optional(),
  to: z.string().optional(),
});

const ReadAt = z.strictObject({ profile: Profile, readAt: z.iso.datetime() });
const ProfileFacts = z.strictObject({
  account: z.string(),
  ...ReadAt.shape,
  previous: ReadAt.optional(),
});
const EventFact = z.strictObject({
  event: z.looseObject({
    Type: z.number(),
    Actor: z.string().optional(),
    ResourceID: z.string().nullish(),
    Timestamp: z.number().nullish(),
    Data: z.unknown().optional(),
  }),
  accounts: z.record(z.string(), z.string()).default({}),
});

function profileFacts(input: unknown): unknown {
  const { account, profile, readAt, previous } = ProfileFacts.parse(input);
  const before =
    previous === undefined ? null : { profile: previous.profile, readAt: new Date(previous.readAt) };
  return profileToAuditFacts(account, { profile, readAt: new Date(readAt) }, { previous: before });
}

function eventFact(input: unknown): unknown {
  const { event, accounts } = EventFact.parse(input);
  return { fact: eventToAuditFact(event, (device) => accounts[device] ?? null) };
}

function servicesOf(rows: readonly unknown[], fetchedAt = AT) {
  return readActiveServices(rows, new Date(fetchedAt)).rows;
}

export const adapters: Record<string, Adapter> = {
  'comet-usage/classify': (input) =>
    z
      .array(Line)
      .parse(input)
      .map(([type, text, source]) => {
        const { categoryId, issue } = classify(type, text, source);
        return issue === null ? categoryId : `${categoryId} ${issue}`;
      }),
  'comet-usage/profile': (input) => {
    const { profile, distinctDevices } = ProfileInput.parse(input);
    return extractUsageFromProfile(
      profile,
      distinctDevices ? withDistinctDevices(cometCategories) : cometCategories,
    );
  },
  'comet-usage/server': (input) => {
    const { serverKey, profiles } = ServerInput.parse(input);
    return readServerUsage(serverKey, profiles, new Date(AT));
  },
  'comet-usage/portal-rows': (input) => extractPortalUsage(servicesOf(RawRows.parse(input))),
  'comet-usage/summary': (input) => summariseActiveServices(servicesOf(RawRows.parse(input))),
  'comet-usage/ledger-usages': (input) => {
    const { usages, invalid } = chargesToLedgerUsages(readBillingHistory(RawRows.parse(input), new Date(AT)));
    return { usages, invalid: invalid.map(({ index }) => index) };
  },
  'comet-usage/audit-charges': (input) => {
    const { charges, invalid } = chargesToAuditCharges(
      readBillingHistory(RawRows.parse(input), new Date(AT)),
    );
    return { charges, invalid: invalid.map(({ index }) => index) };
  },
  'comet-usage/audit-plan-lines': (input) =>
    servicesToPlanLines(servicesOf(RawRows.parse(input)), new Date(AT)),
  'comet-usage/audit-profile': profileFacts,
  'comet-usage/audit-event': eventFact,
  'comet-usage/purchase-csv': (input) => {
    const text = z.union([z.string(), z.array(z.string())]).parse(input);
    return parsePurchaseCsv(typeof text === 'string' ? text : text.join('\n'));
  },
  'comet-usage/m365-accounts': (input) =>
    [...readBillingHistory(RawRows.parse(input), new Date(AT)).rows].map(m365AccountsOfCharge),
  'comet-usage/m365-report': (input) => {
    const { snapshots, from, to } = M365Input.parse(input);
    const stored = snapshots.map(({ fetchedAt, rows }) => {
      return { fetchedAt: new Date(fetchedAt), rows: servicesOf(rows, fetchedAt) };
    });
    return m365Report(stored, { from, to });
  },
};

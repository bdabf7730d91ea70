import type { Day } from 'reseller-sdk';
import {
  AccountLadder,
  comparePull,
  DeviceIndex,
  numberRows,
  snapshotContentHash,
} from 'reseller-sdk/identity';
import * as z from 'zod';

const Account = z.string().nullable().default(null);
const Aliases = z.record(z.string(), z.string()).default({});

const Devices = z.array(z.strictObject({ deviceId: z.string(), account: Account }));

const ResolveInput = z.strictObject({
  devices: Devices,
  reference: z.string().nullable().default(null),
  account: Account,
  text: z.string().nullable().default(null),
  prefixLength: z.number().default(6),
  aliases: Aliases,
});

function runResolve(input: unknown): unknown {
  const { devices, reference, account, text, prefixLength, aliases } = ResolveInput.parse(input);
  return new DeviceIndex(devices, { prefixLength, aliases }).resolve({ reference, account, text });
}

const AccountsInput = z.strictObject({ a: Account, b: Account, aliases: Aliases });

function runAccounts(input: unknown): unknown {
  const { a, b, aliases } = AccountsInput.parse(input);
  return { rung: new AccountLadder(aliases).rung(a, b) ?? null };
}

const Content: z.ZodType<readonly (string | null)[]> = z.array(z.string().nullable());

function runNumber(input: unknown): unknown {
  const { rows } = z.strictObject({ rows: z.array(Content) }).parse(input);
  const numbered = numberRows(rows, (row) => row);
  return {
    ids: numbered.map(({ id }) => id),
    fingerprints: numbered.map(({ fingerprint }) => fingerprint),
    occurrences: numbered.map(({ occurrence }) => occurrence),
    contentHash: snapshotContentHash(numbered.map(({ id }) => id)),
  };
}

const CivilDay = z.custom<Day>((value) => typeof value === 'string');
const Row = z.strictObject({ id: z.string(), day: z.string().nullable() });

const CompareInput = z.strictObject({
  stored: z.array(Row.extend({ retired: z.boolean().default(false) })),
  incoming: z.array(Row),
  covered: z.strictObject({ from: CivilDay, to: CivilDay }).optional(),
  allowEmpty: z.boolean().default(false),
  allowShrink: z.boolean().default(false),
});

function runCompare(input: unknown): unknown {
  const { stored, incoming, covered, ...allow } = CompareInput.parse(input);
  const result = comparePull(stored, incoming, covered === undefined ? allow : { ...allow, covered });
  const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);
  return {
    inserted: ids(result.inserted),
    refreshed: ids(result.refreshed),
    retired: ids(result.retired),
    invalid: ids(result.invalid),
    refused: result.refused,
    covered: result.covered,
  };
}

export const adapters = {
  'identity/resolve-device': runResolve,
  'identity/compare-accounts': runAccounts,
  'identity/number-rows': runNumber,
  'identity/compare-pull': runCompare,
};

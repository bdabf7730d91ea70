import { type AmountInput, pow10, readAmount } from '../../core/amount.ts';
import type { Issue } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import { refuse } from './refuse.ts';

/**
 * A size in one unit: `{ gib: '1.5' }` (2^30 bytes each), `{ tib: 2 }` (2^40) or `{ bytes: 5368709120n }`. What is
 * called GB or TB in a WHMCS option means these. A part of a byte is cut off.
 */
export type QuotaSize =
  | { readonly gib: AmountInput }
  | { readonly tib: AmountInput }
  | { readonly bytes: AmountInput };

/** A limit of bytes: a size, or none at all. Where a setting is left out, the limit stays as it is. */
export type QuotaSetting = 'unlimited' | QuotaSize;

/** A limit as Comet stores it: 0 bytes where it is not enabled. */
export interface QuotaBytes {
  readonly enabled: boolean;
  /** Always a safe integer. */
  readonly bytes: number;
}

const BYTES_PER_UNIT: ReadonlyMap<string, bigint> = new Map([
  ['gib', 2n ** 30n],
  ['tib', 2n ** 40n],
  ['bytes', 1n],
]);

const MAX_BYTES = BigInt(Number.MAX_SAFE_INTEGER);

const EXPECTED = "expected 'unlimited' or a size as one of { gib }, { tib } and { bytes }";

/**
 * The bytes of a limit. `{ gib: '1.9' }` is 2040109465 bytes; 8191 TiB is the last whole TiB that is taken.
 *
 * Source: contract 2.3.
 * @param path where the setting stands, as issues should name it
 * @throws InvalidInputError `INVALID_SPEC` for what is no exact number, negative, zero (a limit of nothing is a
 * suspension) or beyond 2^53 - 1 bytes; `CONFLICTING_QUOTA` for two units at once
 */
export function parseQuota(setting: QuotaSetting, path = 'quota'): QuotaBytes {
  const read = readQuota(setting, path);
  if ('bytes' in read) return read;
  throw refuse('The quota', [read]);
}

/** The bytes of a limit, or the issue that it raises. */
export function readQuota(setting: unknown, path: string): QuotaBytes | Issue {
  if (setting === 'unlimited') return { enabled: false, bytes: 0 };
  if (typeof setting !== 'object' || setting === null)
    return { path, message: EXPECTED, code: 'INVALID_SPEC' };
  const given: [string, AmountInput][] = Object.entries(setting).filter(([, size]) => size !== undefined);
  const [unit] = given;
  if (given.length > 1 && given.every(([name]) => BYTES_PER_UNIT.has(name))) {
    const message = `names ${given.map(([name]) => name).join(' and ')}; give one of them`;
    return { path, message, code: 'CONFLICTING_QUOTA' };
  }
  const factor = BYTES_PER_UNIT.get(unit?.[0] ?? '');
  if (unit === undefined || given.length > 1 || factor === undefined) {
    return { path, message: EXPECTED, code: 'INVALID_SPEC' };
  }
  return readSize(unit[1], factor, `${path}.${unit[0]}`);
}

function readSize(size: AmountInput, factor: bigint, path: string): QuotaBytes | Issue {
  const amount = readAmount(size, path);
  if (!('units' in amount)) return { ...amount, code: 'INVALID_SPEC' };
  const bytes = (amount.units * factor) / pow10(amount.scale);
  if (bytes > 0n && bytes <= MAX_BYTES) return { enabled: true, bytes: Number(bytes) };
  const reason =
    bytes > 0n
      ? 'is more than 2^53 - 1 bytes'
      : "must be at least one byte; say 'unlimited' for no limit, or suspend";
  return { path, message: `${quote(String(size))} ${reason}`, code: 'INVALID_SPEC' };
}

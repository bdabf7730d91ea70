import { formatUnits, parseAmount, pow10, type ScaledAmount } from '../../core/amount.ts';
import type { Books } from '../books.ts';
import { portionsOf } from '../plan/read.ts';
import type { Slice } from '../rows.ts';

/** What the provider says that one of its packs paid. */
export interface PackDebit {
  /** Plain decimal; `null` when the provider names the pack alone. */
  readonly debitAmount: string | null;
}

/** The provider's own account of one usage. */
export interface ProviderDebits {
  /** Id of the usage in the ledger. */
  readonly usage: string;
  readonly packs: readonly PackDebit[];
}

/**
 * - `equal`: the same parts, whether the provider counts the bonus of a pack as part of it or apart.
 * - `split_differs`: the same sum in other parts.
 * - `sum_differs`: another sum, also because a part is still owed.
 * - `no_evidence`: the provider does not say what each pack paid.
 */
export type ProviderVerdict = 'equal' | 'split_differs' | 'sum_differs' | 'no_evidence';

/** How the ledger and the provider agree on what paid for a usage. Amounts in order of size. */
export interface ProviderComparison {
  readonly verdict: ProviderVerdict;
  /** What each lot paid. */
  readonly lots: readonly string[];
  /** What each purchase paid, bonus included; an adjustment stands for itself. */
  readonly packs: readonly string[];
  /** What the provider's packs paid, as far as it says. */
  readonly provider: readonly string[];
}

/** As `ProviderComparison`, of a usage; `unknown_usage` when the ledger does not have it. */
export interface UsageComparison extends Omit<ProviderComparison, 'verdict'> {
  readonly usage: string;
  readonly verdict: ProviderVerdict | 'unknown_usage';
}

/** Of the two lots of a purchase: what is before it names the purchase. */
const PURCHASE_SUFFIX = /(?<=:)[pb]$/;

/**
 * Compares what lots paid with the provider's debits per pack (contract 15.9). Exact; the order of parts does not
 * matter.
 *
 * @throws InvalidInputError when a debit is no plain decimal
 *
 * @example comparePackDebits(usage.slices, [{ debitAmount: '1.29' }, { debitAmount: '0.71' }]).verdict
 */
export function comparePackDebits(
  slices: readonly Pick<Slice, 'lotId' | 'amount'>[],
  debits: readonly PackDebit[],
): ProviderComparison {
  const told = debits.flatMap(({ debitAmount }) => (debitAmount === null ? [] : [debitAmount]));
  const provider = parts(told.map((amount, index) => ({ of: `${index}`, amount })));
  const lots = parts(slices.map(({ lotId, amount }) => ({ of: lotId, amount })));
  const packs = parts(
    slices.map(({ lotId, amount }) => ({ of: lotId.replace(PURCHASE_SUFFIX, ''), amount })),
  );
  const hasEvidence = told.length > 0 && told.length === debits.length;
  const verdict = hasEvidence ? verdictOf(provider, lots, packs) : 'no_evidence';
  return { verdict, lots: textsOf(lots), packs: textsOf(packs), provider: textsOf(provider) };
}

/** Compares usage on record with the provider's debits. */
export async function compareUsages(
  books: Books,
  items: readonly ProviderDebits[],
): Promise<readonly UsageComparison[]> {
  const slices = new Map<string, readonly Slice[]>();
  for (const ids of portionsOf([...new Set(items.map(({ usage }) => usage))])) {
    for (const row of await books.rows.usagesById(books.head.account.id, ids)) slices.set(row.id, row.slices);
  }
  return items.map(({ usage, packs }) => {
    const known = slices.get(usage);
    const comparison = comparePackDebits(known ?? [], packs);
    return known === undefined
      ? { ...comparison, usage, verdict: 'unknown_usage' }
      : { ...comparison, usage };
  });
}

/** Units at the scale of the finest part, in order of size. */
interface Parts {
  readonly scale: number;
  readonly units: readonly bigint[];
}

/** Amounts, added up where they are of one and the same. */
function parts(amounts: readonly { readonly of: string; readonly amount: string }[]): Parts {
  const exact = amounts.map(({ of, amount }) => ({ of, amount: parseAmount(amount, 'debitAmount') }));
  const scale = exact.reduce((most, { amount }) => Math.max(most, amount.scale), 0);
  const sums = new Map<string, bigint>();
  for (const { of, amount } of exact) sums.set(of, (sums.get(of) ?? 0n) + unitsAt(amount, scale));
  return { scale, units: [...sums.values()].sort(bySize) };
}

function verdictOf(provider: Parts, ...ours: readonly Parts[]): ProviderVerdict {
  const texts = textsOf(provider).join();
  if (ours.some((candidate) => textsOf(candidate).join() === texts)) return 'equal';
  return ours.every((candidate) => sumOf(candidate) === sumOf(provider)) ? 'split_differs' : 'sum_differs';
}

function textsOf({ units, scale }: Parts): string[] {
  return units.map((part) => formatUnits(part, scale));
}

function sumOf({ units, scale }: Parts): string {
  return formatUnits(
    units.reduce((sum, part) => sum + part, 0n),
    scale,
  );
}

function unitsAt({ units, scale }: ScaledAmount, wanted: number): bigint {
  return units * pow10(wanted - scale);
}

function bySize(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}

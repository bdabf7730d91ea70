import { parseAmount, pow10 } from '../../../core/amount.ts';
import { parseMoney } from './money.ts';

/** One credit pack that paid for a charge. */
export interface PackEntry {
  /** The text of this entry, trimmed. */
  readonly label: string;
  /** Size of the pack in its own currency (Dollars), as a plain decimal; null for 0. Not an amount to add up. */
  readonly denomination: string | null;
  /** The part of the charge that this pack paid; null when the text names none, because it paid all. */
  readonly debitAmount: string | null;
}

/** What is odd about a packs text. */
export type PacksProblem =
  | 'PACKS_UNPARSED'
  | 'PACKS_LEFTOVER'
  | 'PACKS_DEBIT_UNREADABLE'
  | 'PACKS_SUM_DIFFERS';

/** The packs that paid for a charge. */
export interface PacksUsed {
  /** The text as sent, trimmed; null when there is none. */
  readonly raw: string | null;
  readonly entries: readonly PackEntry[];
  /** Size of the first pack. */
  readonly primaryDenomination: string | null;
  /** Whether at least one entry was found. */
  readonly parsedOk: boolean;
  readonly problems: readonly PacksProblem[];
}

const ENTRY = /* @__PURE__ */ (() => {
  const size = String.raw`(?<![\d,.])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)`;
  const debit = String.raw`\s*\(\s*-\s*(?:\$\s*)?([\d,]+(?:\.\d+)?)\s*\)`;
  return new RegExp(`${size}\\s*Dollars?(?:${debit})?`, 'gi');
})();
/** Longest text that is taken apart; the report's own column is far shorter. */
const MAX_LENGTH = 10_000;
const ZERO = /^[0.]+$/;
const NOTHING: PacksUsed = {
  raw: null,
  entries: [],
  primaryDenomination: null,
  parsedOk: false,
  problems: [],
};

function decimalOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const reading = parseMoney(text);
  return reading.ok ? reading.value : null;
}

/** Whether anything but blanks stands outside the entries. */
function hasLeftover(raw: string, matches: readonly RegExpExecArray[]): boolean {
  let end = 0;
  for (const { index, 0: label } of matches) {
    if (index > end && raw.slice(end, index).trim() !== '') return true;
    end = index + label.length;
  }
  return end < raw.length && raw.slice(end).trim() !== '';
}

function sameSum(debits: readonly string[], amount: string): boolean {
  const parts = debits.map((debit) => parseAmount(debit));
  const total = parseAmount(amount);
  const scale = Math.max(total.scale, ...parts.map((part) => part.scale));
  const sum = parts.reduce((units, part) => units + part.units * pow10(scale - part.scale), 0n);
  return sum === total.units * pow10(scale - total.scale);
}

function sumDiffers(entries: readonly PackEntry[], amount: string | null): boolean {
  if (entries[0]?.debitAmount === null) return false;
  const debits = entries.flatMap(({ debitAmount }) => (debitAmount === null ? [] : [debitAmount]));
  return amount !== null && debits.length === entries.length && !sameSum(debits, amount);
}

/**
 * Reads a `Packs Used` text such as `10,000 Dollars (- $1.29 ) 10,000 Dollars (- $0.71 )`: which credit packs
 * paid for a charge, and how much each gave when there were several.
 *
 * `amount` is the charge as a plain decimal; where every entry names its debit, the debits must add up to it
 * exactly. Text that fits no entry, other currencies for example, stays in `raw` with a problem. Never throws
 * for any text.
 *
 * Source: rules P1 to P4.
 * @throws InvalidInputError when `amount` is not a plain decimal
 */
export function parsePacksUsed(text: string | null, amount: string | null = null): PacksUsed {
  const raw = text?.trim() ?? '';
  if (raw === '' || raw === '-') return NOTHING;
  const matches = raw.length > MAX_LENGTH ? [] : [...raw.matchAll(ENTRY)];
  if (matches.length === 0) return { ...NOTHING, raw, problems: ['PACKS_UNPARSED'] };
  const problems: PacksProblem[] = [];
  const entries = matches.map(([label, size, debit]): PackEntry => {
    const denomination = decimalOf(size);
    const debitAmount = decimalOf(debit);
    if (debit !== undefined && debitAmount === null) problems.push('PACKS_DEBIT_UNREADABLE');
    return {
      label: label.trim(),
      denomination: denomination === null || ZERO.test(denomination) ? null : denomination,
      debitAmount,
    };
  });
  if (hasLeftover(raw, matches)) problems.push('PACKS_LEFTOVER');
  if (sumDiffers(entries, amount)) problems.push('PACKS_SUM_DIFFERS');
  return {
    raw,
    entries,
    primaryDenomination: entries[0]?.denomination ?? null,
    parsedOk: true,
    problems: problems.length < 2 ? problems : [...new Set(problems)],
  };
}

/**
 * Whether a charge was debited from credit for certain: its amount is positive and a packs text stands beside
 * it. Negative and zero rows never count (rule P5).
 *
 * @throws InvalidInputError when `amount` is not a plain decimal
 */
export function hasDebitEvidence(amount: string | null, packsText: string | null): boolean {
  if (amount === null || packsText === null) return false;
  return !['', '-'].includes(packsText.trim()) && parseAmount(amount).units > 0n;
}

/** One pack of a packs text, as the module stores it. */
export interface CompatPackEntry {
  readonly label: string;
  /** Whole number as text; null for 0. */
  readonly denomination: string | null;
  readonly debitAmount: string | null;
}

/** The packs of a charge, as the module stores them. */
export interface CompatPacks {
  readonly raw: string | null;
  readonly entries: readonly CompatPackEntry[];
  readonly primaryDenomination: string | null;
  readonly parsedOk: boolean;
}

/** The look behind changes no match; without it a long row of digits would be tried from each of them. */
const ENTRY = /(?<![\d,])([\d,]+)\s*Dollars?(?:\s*\(\s*-\s*(?:\$\s*)?([\d.]+)\s*\))?/gi;

function wholeNumber(text: string): string | null {
  const digits = text.replaceAll(',', '').replace(/^0+/, '');
  return digits === '' ? null : digits;
}

/** Rule P2, with its flaws: `(- $1,250.00 )` loses its debit and `1,000.50 Dollars` is read as 50. */
export function compatPacks(text: string | null): CompatPacks {
  const raw = text === null || text.trim() === '' ? null : text;
  const entries = [...(raw ?? '').matchAll(ENTRY)].map(([label, size = '', debit]): CompatPackEntry => {
    return { label: label.trim(), denomination: wholeNumber(size), debitAmount: debit ?? null };
  });
  const primaryDenomination = entries[0]?.denomination ?? null;
  return { raw, entries, primaryDenomination, parsedOk: entries.length > 0 };
}

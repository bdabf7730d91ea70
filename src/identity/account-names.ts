import { InvalidInputError } from '../core/errors/input.ts';

/**
 * How two account names were found to be the same, strictest first: equal after trimming, equal after
 * compatibility normalisation and case folding, equal through the caller's aliases, equal when only letters
 * and digits count.
 */
export type AccountRung = 'equal' | 'folded' | 'alias' | 'letters_and_digits';

/** Former or foreign account names and the name they stand for. Chains (`a` to `b`, `b` to `c`) are followed. */
export type AccountAliases = ReadonlyMap<string, string> | Readonly<Record<string, string>>;

/** The rungs from the strictest to the loosest. */
export const ACCOUNT_RUNGS: readonly AccountRung[] = ['equal', 'folded', 'alias', 'letters_and_digits'];

const PLAIN = /^[\x20-\x7e]*$/;
const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{Nd}]+/gu;

/** Upper case first, because lower-casing alone keeps apart what folding joins (`ß` and `SS`, both sigmas). */
function fold(name: string): string {
  if (PLAIN.test(name)) return name.toLowerCase();
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

function bare(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(NOT_LETTER_OR_DIGIT, '');
}

/** Folded name to the folded name at the end of its chain. */
function readAliases(aliases: AccountAliases): ReadonlyMap<string, string> {
  const entries = aliases instanceof Map ? [...aliases] : Object.entries(aliases);
  const steps = new Map<string, string>();
  for (const [from, to] of entries) steps.set(fold(from.trim()), fold(to.trim()));
  const ends = new Map<string, string>();
  for (const start of steps.keys()) ends.set(start, endOfChain(steps, start));
  return ends;
}

function endOfChain(steps: ReadonlyMap<string, string>, start: string): string {
  const passed = new Set<string>();
  let name = start;
  for (let next = steps.get(name); next !== undefined && next !== name; next = steps.get(name)) {
    passed.add(name);
    if (passed.has(next)) {
      const message = `${JSON.stringify(start)} leads back to itself; point it at one name`;
      throw new InvalidInputError('account aliases', [{ path: 'aliases', message, code: 'ALIAS_CYCLE' }]);
    }
    name = next;
  }
  return name;
}

/** Account names as each rung sees them. */
export class AccountNames {
  readonly #aliases: ReadonlyMap<string, string>;

  /** @throws InvalidInputError `ALIAS_CYCLE` listed in its issues, when an alias leads back to itself */
  constructor(aliases: AccountAliases) {
    this.#aliases = readAliases(aliases);
  }

  /** What names that are equal on a rung have in common; undefined for a name that equals none there. */
  key(rung: AccountRung, name: string): string | undefined {
    const trimmed = name.trim();
    if (trimmed === '') return undefined;
    if (rung === 'equal') return trimmed;
    if (rung === 'letters_and_digits') return bare(trimmed) || undefined;
    const folded = fold(trimmed);
    if (rung === 'folded') return folded;
    return this.#aliases.size === 0 ? undefined : (this.#aliases.get(folded) ?? folded);
  }
}

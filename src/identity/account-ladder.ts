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

/**
 * Compares account names that two systems spell differently. Never by containment: `ann` is part of
 * `joanne`, and `alphaco` of `alphaco2`. A renamed account belongs in the aliases. Source: X4.
 */
export class AccountLadder {
  readonly #aliases: ReadonlyMap<string, string>;

  /** @throws InvalidInputError `ALIAS_CYCLE` listed in its issues, when an alias leads back to itself */
  constructor(aliases: AccountAliases = {}) {
    this.#aliases = readAliases(aliases);
  }

  /** The strictest rung on which the names are equal; undefined if on none. Empty equals nothing. */
  rung(a: string | null, b: string | null): AccountRung | undefined {
    if (a === null || b === null) return undefined;
    const left = a.trim();
    if (left === '') return undefined;
    if (a === b) return 'equal';
    const right = b.trim();
    if (right === '') return undefined;
    if (left === right) return 'equal';
    const foldedLeft = fold(left);
    const foldedRight = fold(right);
    if (foldedLeft === foldedRight) return 'folded';
    if (this.#aliases.size > 0 && this.#end(foldedLeft) === this.#end(foldedRight)) return 'alias';
    const bareLeft = bare(left);
    return bareLeft !== '' && bareLeft === bare(right) ? 'letters_and_digits' : undefined;
  }

  /**
   * The candidate that the account names: the strictest rung on which at least one matches decides, and only
   * if exactly one matches there.
   */
  pick<Candidate extends { readonly account: string | null }>(
    account: string | null,
    candidates: readonly Candidate[],
  ): { readonly candidate: Candidate; readonly rung: AccountRung } | undefined {
    const rungs = candidates.map((candidate) => this.rung(account, candidate.account));
    for (const rung of ACCOUNT_RUNGS) {
      const first = rungs.indexOf(rung);
      if (first < 0) continue;
      const candidate = candidates[first];
      return candidate !== undefined && rungs.indexOf(rung, first + 1) < 0 ? { candidate, rung } : undefined;
    }
    return undefined;
  }

  #end(folded: string): string {
    return this.#aliases.get(folded) ?? folded;
  }
}

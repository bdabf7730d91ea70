/** What a lot is made of: money that was paid, credit that came on top, or a correction. */
export type LotKind = 'purchased' | 'bonus' | 'adjustment';

export const LOT_KINDS: readonly LotKind[] = ['purchased', 'bonus', 'adjustment'];

/**
 * One comparator of an order, smaller first. `expiresAt` puts lots without expiry last, `kind` ranks as its
 * list does, `groupSeq` is the sequence in which purchases, openings and adjustments were first recorded, and
 * `id` compares code units (it may only stand last; it decides at the end in any case).
 */
export type OrderTerm =
  | 'priority'
  | 'effectiveAt'
  | 'expiresAt'
  | 'groupSeq'
  | 'id'
  | { readonly kind: readonly LotKind[] };

/** Names of the orders that come with the package. */
export type OrderPreset = 'oldest-first' | 'purchased-first' | 'expiring-first' | 'bonus-first';

/** In which order lots are used up: a preset, or a list of comparators. */
export type OrderPolicy = OrderPreset | readonly OrderTerm[];

const PAID_FIRST = ranking('purchased', 'adjustment', 'bonus');
const FREE_FIRST = ranking('bonus', 'adjustment', 'purchased');

/** The orders of the credit ledger contract, 15.2, as data. */
export const orderPresets: Readonly<Record<OrderPreset, readonly OrderTerm[]>> = Object.freeze({
  'oldest-first': terms('priority', 'effectiveAt', 'groupSeq', PAID_FIRST, 'id'),
  'purchased-first': terms('priority', PAID_FIRST, 'effectiveAt', 'groupSeq', 'id'),
  'expiring-first': terms('priority', 'expiresAt', PAID_FIRST, 'effectiveAt', 'groupSeq', 'id'),
  'bonus-first': terms('priority', FREE_FIRST, 'effectiveAt', 'groupSeq', 'id'),
});

function ranking(...kind: LotKind[]): OrderTerm {
  return Object.freeze({ kind: Object.freeze(kind) });
}

function terms(...list: OrderTerm[]): readonly OrderTerm[] {
  return Object.freeze(list);
}

/** What decides the place of a lot. */
export interface OrderedLot {
  readonly id: string;
  readonly kind: LotKind;
  readonly priority: number;
  readonly effectiveAt: string;
  readonly expiresAt: string | null;
  readonly groupSeq: number;
}

/** Priorities lie between minus and plus this. */
export const MAX_PRIORITY = 999_999_999;

const NEVER = '~';
const SEQUENCE_WIDTH = 15;

/** Group sequence numbers lie between 0 and this; no ledger comes near it. */
export const MAX_GROUP_SEQ = 10 ** SEQUENCE_WIDTH - 1;

/** The comparators of a policy. */
export function orderTerms(policy: OrderPolicy): readonly OrderTerm[] {
  return typeof policy === 'string' ? orderPresets[policy] : policy;
}

/**
 * The place of a lot as text: code-unit order of these keys is the order of the policy. A store therefore
 * needs one index for every policy, and its cursor is the key of the last lot.
 */
export function orderKey(lot: OrderedLot, policy: OrderPolicy): string {
  const parts = orderTerms(policy)
    .filter((term) => term !== 'id')
    .map((term) => part(lot, term));
  return [...parts, plainText(lot.id)].join(' ');
}

function part(lot: OrderedLot, term: Exclude<OrderTerm, 'id'>): string {
  if (typeof term === 'object') return String(term.kind.indexOf(lot.kind));
  if (term === 'effectiveAt') return lot.effectiveAt;
  if (term === 'expiresAt') return lot.expiresAt ?? NEVER;
  if (term === 'groupSeq') return String(lot.groupSeq).padStart(SEQUENCE_WIDTH, '0');
  return String(lot.priority + MAX_PRIORITY).padStart(10, '0');
}

/** Databases compare bytes of UTF-8 where JavaScript compares code units; in ASCII both agree. */
function plainText(id: string): string {
  return id.replace(/[^ -}]/g, (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

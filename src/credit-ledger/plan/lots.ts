import { type LotKind, orderKey } from '../policy/order.ts';
import type { CreatedLot } from '../results.ts';
import type { CreditLot, LotTerms } from '../rows.ts';
import { NO_LATE_EXPIRY } from './cell.ts';
import type { Cause, Draft } from './draft.ts';
import type { Planning } from './read.ts';
import { refusal } from './refusal.ts';
import { NO_FIGURES } from './totals.ts';

const SUFFIX: Readonly<Record<LotKind, string>> = { purchased: 'p', bonus: 'b', adjustment: 'a' };

/** The credit that one purchase, opening or adjustment brings. */
export interface Grant extends Cause {
  readonly originId: string;
  /** Kinds in order of creation; kinds with no credit make no lot. */
  readonly parts: readonly { readonly kind: LotKind; readonly units: bigint }[];
  readonly groupSeq: number;
  readonly priority?: number;
  readonly expiresAt?: string | null;
  readonly scope?: readonly string[] | null;
  readonly label?: string | null;
}

/** The id of the lot that an origin has of a kind. */
export function lotId(originId: string, kind: LotKind): string {
  return `${originId}:${SUFFIX[kind]}`;
}

/** Creates the lots of a grant. @throws InvalidInputError `ID_TAKEN` when another origin owns such a lot */
export function* createLots(draft: Draft, grant: Grant): Planning<CreatedLot[]> {
  const parts = grant.parts.filter(({ units }) => units > 0n);
  const ids = parts.map(({ kind }) => lotId(grant.originId, kind));
  const [taken] = ids.length === 0 ? [] : yield* draft.stock.byId(ids);
  if (taken !== undefined) {
    const message = `the lot ${taken.lot.id} exists already; use another id`;
    throw refusal(`${grant.origin} ${grant.originId}`, 'id', message, 'ID_TAKEN');
  }
  return parts.map(({ kind, units }) => createLot(draft, grant, kind, units));
}

function createLot(draft: Draft, grant: Grant, kind: LotKind, units: bigint): CreatedLot {
  const lot = newLot(draft, grant, kind, draft.text(units));
  draft.enter('lot.created', grant, units, { lot, terms: termsOf(lot) });
  draft.addLot(draft.stock.create(lot, units));
  return { id: lot.id, kind, amount: lot.original };
}

/** What an entry keeps of a lot. */
export function termsOf({ expiresAt, priority, scope, groupSeq, label }: CreditLot): LotTerms {
  return Object.freeze({ expiresAt, priority, scope, groupSeq, label });
}

function newLot(draft: Draft, grant: Grant, kind: LotKind, amount: string): CreditLot {
  const { scope = null } = grant;
  const place = {
    id: lotId(grant.originId, kind),
    kind,
    priority: grant.priority ?? 0,
    effectiveAt: grant.at,
    expiresAt: grant.expiresAt ?? null,
    groupSeq: grant.groupSeq,
  };
  return {
    ...NO_FIGURES,
    ...place,
    origin: Object.freeze({ type: grant.origin, id: grant.originId }),
    original: amount,
    remaining: amount,
    day: grant.day,
    scope: scope && Object.freeze([...scope]),
    orderKey: orderKey(place, draft.head.account.order),
    label: grant.label ?? null,
    voidedAt: null,
    refundDebited: '0',
    lateExpiry: NO_LATE_EXPIRY,
    createdAt: draft.recordedAt,
    rowVersion: 1,
  };
}

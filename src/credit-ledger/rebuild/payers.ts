import { byEffect, byOrder } from '../places.ts';
import { isUsable } from '../plan/cell.ts';
import { isFor, type Pot } from './shelf.ts';

/** What decides which lots may pay a debt. */
interface Need {
  readonly at: string;
  readonly scope: string | null;
}

/** Until when usage with a tag may take of lots; `null` is the tag of lots for any usage. */
export function lastUse(pots: readonly Pot[]): Map<string | null, string> {
  const until = new Map<string | null, string>();
  for (const { lot, voidedAt } of pots) {
    if (voidedAt !== null) continue;
    const end = lot.expiresAt ?? '~';
    for (const tag of lot.scope ?? [null]) if (end > (until.get(tag) ?? '')) until.set(tag, end);
  }
  return until;
}

/** Those of the lots that may pay a debt: in the order of the account, then later ones in order of effect. */
export function inTurn({ at, scope }: Need, pots: readonly Pot[]): Pot[] {
  const open = pots.filter(({ lot, free, voidedAt }) => free > 0n && voidedAt === null && isFor(lot, scope));
  const inTime = open.filter(({ lot }) => isUsable(lot, at)).sort((a, b) => byOrder(a.lot, b.lot));
  const late = open.filter(({ lot }) => lot.effectiveAt > at).sort((a, b) => byEffect(a.lot, b.lot));
  return [...inTime, ...late];
}

import { lotId } from '../plan/lots.ts';
import { perKind } from '../plan/totals.ts';
import { LOT_KINDS, orderKey } from '../policy/order.ts';
import type { AccountHead, CreditLot, LotFigures } from '../rows.ts';
import type { Findings } from './report.ts';
import type { LotTally, Tally } from './tally.ts';

const FIGURES: readonly (keyof LotFigures)[] = [
  'original',
  'remaining',
  'held',
  'consumed',
  'refunded',
  'voided',
  'expired',
];

type Units = Record<keyof LotFigures, bigint>;

/** What later checks need of a lot. */
type LotTime = Pick<CreditLot, 'effectiveAt' | 'expiresAt' | 'kind'>;

function none(): Units {
  return { original: 0n, remaining: 0n, held: 0n, consumed: 0n, refunded: 0n, voided: 0n, expired: 0n };
}

/** Checks lots against the entries, and remembers what they add up to. */
export class LotCheck {
  readonly times = new Map<string, LotTime>();
  readonly totals = perKind(none);
  /** Until when credit is left that usage with a tag may take; `null` is the tag of credit for any usage. */
  readonly idleUntil = new Map<string | null, string>();
  firstLotAt: string | null = null;
  firstExpiry: string | null = null;
  lastGroup = 0;
  lastBooked: string | null = null;
  readonly #head: AccountHead;
  readonly #tally: Tally;
  readonly #findings: Findings;

  constructor(head: AccountHead, tally: Tally, findings: Findings) {
    this.#head = head;
    this.#tally = tally;
    this.#findings = findings;
  }

  /** Looks at one row. */
  look(lot: CreditLot): void {
    const what = `lot ${lot.id}`;
    const units = none();
    for (const figure of FIGURES) units[figure] = this.#findings.units(lot[figure], `${what}.${figure}`);
    for (const figure of FIGURES) this.totals[lot.kind][figure] += units[figure];
    this.times.set(lot.id, lot);
    this.#balance(what, units);
    const tally = this.#tally.lots.get(lot.id);
    if (tally?.created === undefined) this.#findings.add('LOT_UNKNOWN', what, 'an entry lot.created', 'none');
    else this.#compare(what, lot, units, tally);
    this.#remember(lot, units);
  }

  /** Reports lots that are not there. Comes after all rows. */
  finish(): void {
    for (const id of this.#tally.lots.keys()) {
      if (!this.times.has(id)) this.#findings.add('LOT_MISSING', `lot ${id}`, 'a row', 'none');
    }
  }

  #balance(what: string, units: Units): void {
    const { original, remaining, held, consumed, refunded, voided, expired } = units;
    const sum = remaining + consumed + refunded + voided + expired;
    const isSound = FIGURES.every((figure) => units[figure] >= 0n) && held <= remaining && sum === original;
    const parts = 'original = remaining + consumed + refunded + voided + expired, 0 <= held <= remaining';
    if (!isSound) this.#findings.add('LOT_UNBALANCED', what, parts, sum);
  }

  #compare(what: string, lot: CreditLot, units: Units, { created, terms, ...told }: LotTally): void {
    const same = (member: string, expected: string | bigint | null | undefined, actual: typeof expected) =>
      this.#findings.same('LOT_DIFFERS', `${what}.${member}`, expected, actual);
    for (const figure of FIGURES) same(figure, told[figure], units[figure]);
    same('lateExpiry', lateText(told.expiredAt, lot.expiresAt), lateTextOf(lot, this.#findings));
    same('kind', created?.kind, lot.kind);
    same('origin.type', created?.origin, lot.origin.type);
    same('id', lotId(lot.origin.id, lot.kind), lot.id);
    same('effectiveAt', created?.effectiveAt, lot.effectiveAt);
    same('day', created?.day, lot.day);
    const { expiresAt, priority, scope, groupSeq, label } = lot;
    const found = JSON.stringify([expiresAt, priority, scope, groupSeq, label]);
    const { expiresAt: until, priority: rank, scope: tags, groupSeq: group, label: name } = terms ?? lot;
    same('terms', JSON.stringify([until, rank, tags, group, name]), found);
    same('orderKey', orderKey(lot, this.#head.account.order), lot.orderKey);
  }

  #remember(lot: CreditLot, { remaining, held, expired }: Units): void {
    const { effectiveAt, expiresAt, groupSeq } = lot;
    if (this.firstLotAt === null || effectiveAt < this.firstLotAt) this.firstLotAt = effectiveAt;
    if (groupSeq > this.lastGroup) this.lastGroup = groupSeq;
    if (expiresAt !== null && remaining > held && (this.firstExpiry === null || expiresAt < this.firstExpiry))
      this.firstExpiry = expiresAt;
    if (expired > 0n && (this.lastBooked === null || (expiresAt ?? '') > this.lastBooked))
      this.lastBooked = expiresAt;
    if (lot.voidedAt !== null || remaining - held + expired <= 0n) return;
    for (const tag of lot.scope ?? [null]) {
      const until = expiresAt ?? FOREVER;
      if (until > (this.idleUntil.get(tag) ?? '')) this.idleUntil.set(tag, until);
    }
  }
}

/** Behind every instant, in the order of text. */
const FOREVER = '~';

/** What expired later than with the lot. */
function lateText(expiredAt: ReadonlyMap<string, bigint>, expiresAt: string | null): string {
  const late = [...expiredAt].filter(([at, units]) => units !== 0n && expiresAt !== null && at > expiresAt);
  return late
    .map(([at, units]) => `${at} ${units}`)
    .sort()
    .join(', ');
}

/** The same as the row says it. At the very expiry both are one. */
function lateTextOf({ id, expiresAt, lateExpiry }: CreditLot, findings: Findings): string {
  const units = lateExpiry.map(
    ({ at, amount }) => [at, findings.units(amount, `lot ${id}.lateExpiry`)] as const,
  );
  return lateText(new Map(units), expiresAt);
}

/** Reports sums of the head that the lots do not have. */
export function compareTotals(head: AccountHead, { totals }: LotCheck, findings: Findings): void {
  for (const kind of LOT_KINDS) {
    for (const figure of FIGURES) {
      const what = `head.totals.${kind}.${figure}`;
      findings.same(
        'HEAD_DIFFERS',
        what,
        totals[kind][figure],
        findings.units(head.totals[kind][figure], what),
      );
    }
  }
}

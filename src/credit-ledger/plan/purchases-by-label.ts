import type { CreditLot } from '../rows.ts';
import type { Cell } from './cell.ts';
import type { Draft } from './draft.ts';
import type { Moment } from './intake.ts';
import { MAX_KEYS, type Planning, read } from './read.ts';
import { figuresOf } from './refund.ts';

/** What a refund asks of a purchase. */
export interface Claim extends Pick<Moment, 'at'> {
  readonly label: string | null;
  /** In units, as `bonus`. */
  readonly cash: bigint;
  readonly bonus: bigint;
}

interface Candidate {
  readonly paid: Cell;
  readonly bonus: Cell | undefined;
}

/** The purchases that refunds may belong to, by label and the latest first. */
export class PurchasesByLabel {
  readonly #byLabel = new Map<string, Candidate[]>();

  constructor(cells: readonly Cell[]) {
    const bonuses = new Map(
      cells.filter(({ lot }) => lot.kind === 'bonus').map((cell) => [cell.lot.origin.id, cell]),
    );
    for (const paid of cells.filter(({ lot }) => lot.kind === 'purchased').sort(latestFirst)) {
      const { label, origin } = paid.lot;
      if (label === null) continue;
      const known = this.#byLabel.get(label) ?? [];
      known.push({ paid, bonus: bonuses.get(origin.id) });
      this.#byLabel.set(label, known);
    }
  }

  /**
   * The latest purchase with the label, not later than the refund, of which so much cash (and so much bonus) is not
   * refunded yet (3.2). Every call sees what refunds before it took.
   */
  find({ label, at, cash, bonus }: Claim): string | undefined {
    const candidates = label === null ? undefined : this.#byLabel.get(label);
    return candidates?.find(
      (candidate) =>
        candidate.paid.lot.effectiveAt <= at &&
        cash <= figuresOf(candidate.paid).left &&
        bonus <= figuresOf(candidate.bonus).left,
    )?.paid.lot.origin.id;
  }
}

/**
 * Looks for the purchases with these labels among all lots of the account, 500 to a read, and among those that
 * the plan has just made. Lots have no index by label: they are few beside usage, and only a file with a refund
 * that is not on record yet asks.
 */
export function* purchasesByLabel(
  draft: Draft,
  labels: ReadonlySet<string>,
  created: readonly string[],
): Planning<PurchasesByLabel> {
  const isWanted = ({ origin, label }: CreditLot): boolean =>
    origin.type === 'purchase' && label !== null && labels.has(label);
  const cells = new Set<Cell>((yield* draft.stock.byId(created)).filter(({ lot }) => isWanted(lot)));
  for (let after: string | undefined; labels.size > 0; ) {
    const query = { after, limit: MAX_KEYS };
    const page = yield* read((from) => from.lots(draft.head.account.id, query));
    for (const lot of page) if (isWanted(lot)) cells.add(draft.stock.cell(lot));
    after = page.at(-1)?.orderKey;
    if (page.length < MAX_KEYS) break;
  }
  return new PurchasesByLabel([...cells]);
}

function latestFirst({ lot: a }: Cell, { lot: b }: Cell): number {
  if (a.effectiveAt === b.effectiveAt) return b.groupSeq - a.groupSeq;
  return a.effectiveAt < b.effectiveAt ? 1 : -1;
}

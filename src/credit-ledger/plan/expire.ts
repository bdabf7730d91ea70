import type { Day, InstantInput } from '../../core/time.ts';
import type { ExpiryPlace } from '../places.ts';
import type { ExpiryResult, LotShare } from '../results.ts';
import type { CreditLot } from '../rows.ts';
import { recorded, replayed } from './command.ts';
import type { Draft } from './draft.ts';
import { bookExpiry } from './expiry.ts';
import { Intake } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { type Planning, read } from './read.ts';
import { bookTimeouts } from './timeouts.ts';

const PAGE = 256;
/** Behind every order key: `~` stands in a key only before a blank or a hexadecimal digit. */
const LAST_KEY = '~~';
const LAST_INSTANT = '9999-12-31T23:59:59.999Z';

/** The command behind `CreditLedger.expire`. */
export function expire(asOf: InstantInput | Day): LedgerCommand<ExpiryResult> {
  return (draft) => planExpiry(draft, asOf);
}

function* planExpiry(draft: Draft, input: InstantInput | Day): Planning<ExpiryResult> {
  const intake = new Intake(draft.head.account);
  const { at: asOf } = intake.moment(input, 'asOf');
  intake.finish('expire');
  const key = `expire:${asOf}`;
  const request = JSON.stringify(['expire', asOf]);
  const known = yield* replayed(draft, key, request, 'expire');
  if (known !== undefined) return known;
  yield* bookTimeouts(draft, asOf);
  const lots = yield* bookExpiries(draft, asOf, key);
  return recorded(draft, request, { command: 'expire', key, replayed: false, asOf, lots });
}

/** Books as expired what is left of lots whose time is up by an instant, each at its own expiry. */
export function* bookExpiries(draft: Draft, asOf: string, commandKey: string): Planning<LotShare[]> {
  yield* loadExpiring(draft, asOf);
  const lots: LotShare[] = [];
  for (const cell of draft.stock.expiring(asOf)) {
    const { id: lotId, kind } = cell.lot;
    const units = cell.remaining - cell.held;
    bookExpiry(draft, cell, units, { commandKey, reason: null });
    lots.push({ lotId, kind, amount: draft.text(units) });
  }
  draft.next.nextExpiry = yield* nextExpiry(draft, asOf);
  return lots;
}

function* loadExpiring(draft: Draft, by: string): Planning<void> {
  let after: ExpiryPlace | undefined;
  for (;;) {
    const page = yield* expiringLots(draft, by, after, PAGE);
    for (const lot of page) draft.stock.cell(lot);
    after = page.at(-1);
    if (after === undefined || page.length < PAGE) return;
  }
}

/** The first expiry after an instant, of lots that have credit. */
function* nextExpiry(draft: Draft, after: string): Planning<string | null> {
  const place = { expiresAt: after, orderKey: LAST_KEY };
  const [stored] = yield* expiringLots(draft, LAST_INSTANT, place, 1);
  const [known] = draft.stock.expiring(LAST_INSTANT);
  const next = [stored?.expiresAt, known?.lot.expiresAt].filter((at) => typeof at === 'string').sort();
  return next[0] ?? null;
}

function* expiringLots(
  draft: Draft,
  by: string,
  after: ExpiryPlace | undefined,
  limit: number,
): Planning<readonly CreditLot[]> {
  return yield* read((from) => from.expiringLots(draft.head.account.id, { by, after, limit }));
}

import type { AmountInput } from '../../core/amount.ts';
import { toUnits } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { EntryPlace } from '../places.ts';
import type { OpeningResult } from '../results.ts';
import { recorded, replayed } from './command.ts';
import { dissolveUsage } from './dissolve.ts';
import type { Draft } from './draft.ts';
import { readCredit } from './figures.ts';
import { settleDebts } from './fund.ts';
import { Intake, type Moment } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { createLots } from './lots.ts';
import { type Planning, read } from './read.ts';
import { refusal } from './refusal.ts';
import { creditInstead } from './usage.ts';

/** The credit that was there when the ledger took over. */
export interface OpeningInput {
  /** The cut-over: what happened before it is contained in the figures. */
  readonly at: InstantInput | Day;
  readonly purchased: AmountInput;
  /** Default 0. */
  readonly bonus?: AmountInput;
  /** If given, it must be the account's. */
  readonly currency?: string;
}

const PAGE = 256;

/** The command behind `CreditLedger.openBalance`. */
export function openBalance(opening: OpeningInput): LedgerCommand<OpeningResult> {
  return (draft) => planOpening(draft, opening);
}

/** Plans the cut-over: usage before it gives back what it took, then the opening lots settle what is open. */
function* planOpening(draft: Draft, input: OpeningInput): Planning<OpeningResult> {
  const { account } = draft.head;
  const intake = new Intake(draft.head.account);
  const moment = intake.moment(input.at, 'at');
  const purchased = readCredit(intake, input.purchased, 'purchased');
  const bonus = readCredit(intake, input.bonus ?? '0', 'bonus');
  intake.currency(input.currency, 'currency');
  intake.finish('openBalance');
  const key = `opening:${account.id}`;
  const request = JSON.stringify([
    'openBalance',
    moment.at,
    moment.day,
    purchased.requested,
    bonus.requested,
  ]);
  const known = yield* replayed(
    draft,
    key,
    request,
    'openBalance',
    'There is one opening; correct it with adjust',
  );
  if (known !== undefined) return known;
  refuseOlderLots(draft, moment);
  draft.open(moment);
  yield* discount(draft, moment);
  const { ids: beforeOpening, unlinked } = yield* dissolveUsage(draft, moment.at, key);
  const lots = yield* createLots(draft, {
    origin: 'opening',
    originId: 'opening',
    usageId: null,
    reason: null,
    parts: [
      { kind: 'purchased', units: purchased.units },
      { kind: 'bonus', units: bonus.units },
    ],
    groupSeq: draft.takeGroupSeq(),
    ...moment,
    commandKey: key,
  });
  for (const debit of unlinked) yield* creditInstead(draft, debit);
  const settled = yield* settleDebts(draft, key);
  const { at } = moment;
  return recorded(draft, request, {
    command: 'openBalance',
    key,
    replayed: false,
    at,
    lots,
    beforeOpening,
    settled,
  });
}

function refuseOlderLots({ next: { firstLotAt } }: Draft, { at }: Moment): void {
  if (firstLotAt === null || firstLotAt >= at) return;
  const message = `credit is on record from ${firstLotAt} on; an opening must not be later than the first credit`;
  throw refusal('openBalance', 'at', message, 'OPENING_CONFLICT');
}

/** Takes what happened before the opening out of the figures of days and months: the opening contains it. */
function* discount(draft: Draft, { at, day }: Moment): Planning<void> {
  let after: EntryPlace = { day: '', seq: 0 };
  for (;;) {
    const place = after;
    const page = yield* read((from) =>
      from.entriesByDay(draft.head.account.id, { from: '', after: place, limit: PAGE }),
    );
    for (const entry of page) {
      if (entry.effectiveAt < at) draft.periods.count(entry, -toUnits(entry.amount, draft.scale));
    }
    const last = page.at(-1);
    if (last === undefined || last.day > day || page.length < PAGE) return;
    after = { day: last.day, seq: last.seq };
  }
}

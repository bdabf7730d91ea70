import type { AmountInput } from '../../core/amount.ts';
import { InsufficientCreditError } from '../../core/errors/engine.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { HoldResult } from '../results.ts';
import type { HoldRecord } from '../rows.ts';
import { recorded, replayed } from './command.ts';
import type { Draft } from './draft.ts';
import { reviveFor } from './expiry.ts';
import { readExpiry } from './figures.ts';
import { usageIdOf } from './hold-release.ts';
import { Intake, type Moment } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import type { Planning } from './read.ts';
import { bookTimeouts } from './timeouts.ts';

/** Credit to set aside for usage that is expected. */
export interface HoldInput {
  readonly id: string;
  /** When the usage would happen; a day means the first instant of that day in the business zone. */
  readonly at: InstantInput | Day;
  /** In the currency of the account; more than zero. Rounded like usage where the account rounds usage. */
  readonly amount: AmountInput;
  /** From this instant or day on it counts as released; left out: only when it is posted or voided. */
  readonly expiresAt?: InstantInput | Day | null;
  /** Tag that scoped lots look for. */
  readonly scope?: string | null;
  /** If given, it must be the account's. */
  readonly currency?: string;
}

/** What there is to know of a hold before it is booked. */
export interface HoldFacts extends Moment {
  readonly id: string;
  readonly units: bigint;
  readonly expiresAt: string | null;
  readonly scope: string | null;
  readonly commandKey: string;
}

/** The command behind `CreditLedger.hold`. */
export function hold(input: HoldInput): LedgerCommand<HoldResult> {
  return (draft) => planHold(draft, input);
}

function* planHold(draft: Draft, input: HoldInput): Planning<HoldResult> {
  const { account } = draft.head;
  const intake = new Intake(draft.head.account);
  const id = intake.holdId(input.id, 'id');
  const { at, day } = intake.moment(input.at, 'at');
  const { units, requested } = intake.charge(input.amount, 'amount', account.ingestRounding);
  const expiresAt = readExpiry(intake, input.expiresAt, at, 'expiresAt');
  const scope = intake.text(input.scope, 'scope');
  intake.currency(input.currency, 'currency');
  intake.finish('hold');
  const key = usageIdOf(id);
  const request = JSON.stringify(['hold', id, at, day, requested, expiresAt, scope]);
  const known = yield* replayed(draft, key, request, 'hold');
  if (known !== undefined) return known;
  yield* bookTimeouts(draft, at);
  const { amount, slices } = yield* bookHold(draft, {
    id,
    at,
    day,
    units,
    expiresAt,
    scope,
    commandKey: key,
  });
  const answer = { holdId: id, at, amount, slices, expiresAt };
  return recorded(draft, request, { command: 'hold', key, replayed: false, ...answer });
}

/**
 * Books a hold: what it needs is set aside from the lots that are eligible at its time, in the order of the
 * account, all or nothing (15.8).
 *
 * @throws InsufficientCreditError when they do not cover it
 */
export function* bookHold(draft: Draft, facts: HoldFacts): Planning<HoldRecord> {
  const { id, at, day, units, expiresAt, scope, commandKey } = facts;
  const usageId = usageIdOf(id);
  const { picks, missing } = yield* draft.stock.cover(at, scope, units, false);
  if (missing > 0n)
    throw new InsufficientCreditError(usageId, draft.text(units), draft.text(units - missing));
  const cause = { at, day, commandKey, usageId, origin: 'usage', reason: null } as const;
  const slices = picks.map(({ cell, amount: part }) => {
    const { id: lotId, kind } = cell.lot;
    reviveFor(draft, cell, part, cause);
    draft.hold(cell, part);
    const entry = draft.enter('hold.placed', cause, part, { lot: cell.lot });
    return Object.freeze({ lotId, kind, amount: entry.amount, seq: entry.seq });
  });
  const seq = slices[0]?.seq ?? draft.nextSeq;
  const row: HoldRecord = {
    ...{ id, occurredAt: at, day, seq, amount: draft.text(units), slices: Object.freeze(slices) },
    ...{ expiresAt, scope, state: 'open', rowVersion: 1 },
  };
  draft.holds.place(row);
  const { nextTimeout } = draft.next;
  if (expiresAt !== null && (nextTimeout === null || expiresAt < nextTimeout)) {
    draft.next.nextTimeout = expiresAt;
  }
  return row;
}

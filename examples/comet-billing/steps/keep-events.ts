import { parseInstant } from 'reseller-sdk';
import type { Fact } from 'reseller-sdk/billing-audit';
import { type AuditEvent, eventToAuditFact } from 'reseller-sdk/comet/usage';
import { transaction } from '../../storage-sqlite/database.ts';
import type { Store } from '../storage/store.ts';
import { observationOf } from './keep-collection.ts';

/** Facts of events stand apart from those of readings: both may be there, and the event is the better proof. */
const EVENTS = 'events';

/** What became of a list of events. */
export interface KeptEvents {
  /** Facts that were not known before. */
  readonly added: number;
  readonly known: number;
  /** Events that say nothing about a registration or an end. */
  readonly others: number;
}

/** Keeps what events say about devices and accounts; the same event again adds nothing. */
export function keepEvents({ database, facts }: Store, events: Iterable<AuditEvent>): KeptEvents {
  return transaction(database, () => {
    const kept = { added: 0, known: 0, others: 0 };
    for (const event of events) {
      const fact = eventToAuditFact(event, (device) => facts.accountOf(device));
      if (fact === null) kept.others += 1;
      else if (facts.add(observationOf(EVENTS, withOneText(fact), null))) kept.added += 1;
      else kept.known += 1;
    }
    return kept;
  });
}

/** One instant has one text, so that an event that comes twice is one fact. */
function withOneText(fact: Fact): Fact {
  return fact.kind === 'missing' ? fact : { ...fact, at: parseInstant(fact.at).toISOString() };
}

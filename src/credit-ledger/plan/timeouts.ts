import type { Draft } from './draft.ts';
import { endHold, usageIdOf } from './hold-release.ts';
import type { Planning } from './read.ts';

/**
 * Books the holds whose time is up at an instant, the first to time out first: each releases its credit at its
 * own `expiresAt` and settles debts (15.8); what is left of it expires then, if the lot's time was up already.
 * Every command with a time calls it before it does anything else. Where none is due it reads nothing.
 */
export function* bookTimeouts(draft: Draft, at: string): Planning<void> {
  const { nextTimeout } = draft.next;
  if (nextTimeout === null || at < nextTimeout) return;
  const open = draft.holds.openByTimeout();
  for (let index = 0; ; index += 1) {
    const hold = yield* open.at(index);
    if (hold !== undefined && hold.state !== 'open') continue;
    const expiresAt = hold?.row.expiresAt ?? null;
    if (hold === undefined || expiresAt === null || at < expiresAt) {
      draft.next.nextTimeout = expiresAt;
      return;
    }
    const commandKey = usageIdOf(hold.row.id);
    yield* endHold(draft, hold, { ...draft.momentOf(expiresAt), state: 'expired', commandKey });
  }
}

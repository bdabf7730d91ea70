import { compareText } from './order.ts';
import type { Entry } from './records.ts';

/** Entries by account. Accounts are few, so each is sorted by itself. */
export class EntriesByAccount {
  readonly #lists = new Map<string | null, Entry[]>();

  add(entry: Entry): void {
    const list = this.#lists.get(entry.account);
    if (list === undefined) this.#lists.set(entry.account, [entry]);
    else list.push(entry);
  }

  /** All of them by account, device and kind. */
  sorted(): Entry[] {
    const accounts = [...this.#lists].sort(([a], [b]) => compareText(a, b));
    return accounts.flatMap(([, list]) => list.sort(compareInAccount));
  }

  clear(): void {
    this.#lists.clear();
  }
}

function compareInAccount(a: Entry, b: Entry): number {
  return compareText(a.deviceId, b.deviceId) || compareText(a.kind, b.kind);
}

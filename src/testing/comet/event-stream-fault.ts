import { InvalidInputError, type Issue } from '../../core/errors/input.ts';

/**
 * What goes wrong with one connection of the event stream. `afterEvents` counts what it has delivered, HELLO
 * included.
 */
export type StreamFault =
  /** The upgrade fails, as behind a proxy that knows no WebSocket, or while the server is away. */
  | { readonly kind: 'failed-upgrade' }
  /** The login is answered with this text, right or wrong; the connection is closed. Default `403 Unauth`. */
  | { readonly kind: 'refusal'; readonly text?: string }
  /** The login is never answered; or, with `afterEvents`, nothing comes any more though the connection stays. */
  | { readonly kind: 'silence'; readonly afterEvents?: number }
  /** The connection breaks: close code 1006. Before the login is answered, unless `afterEvents` is given. */
  | { readonly kind: 'drop'; readonly afterEvents?: number }
  /** A frame that is no event comes in between; text, or bytes for a binary frame. */
  | {
      readonly kind: 'garbage';
      readonly frame: string | Uint8Array<ArrayBuffer>;
      readonly afterEvents: number;
    }
  /** The server takes the consumer for too slow: `lost` events are thrown away, then it closes the connection. */
  | { readonly kind: 'slow-consumer'; readonly afterEvents: number; readonly lost: number };

/** A fault of the stream and which connections it strikes. */
export interface StreamFaultRule {
  /** Connections that pass first. Default 0. */
  readonly skip?: number;
  /** How many it strikes. Default 1; `Infinity` for all. */
  readonly times?: number;
  readonly fault: StreamFault;
}

/** The faults that are still to strike. Each connection takes one at most, by the order of injection. */
export class StreamFaultPlan {
  readonly #rules: { readonly rule: StreamFaultRule; passed: number; used: number }[] = [];

  /** @throws InvalidInputError for a count that is none */
  inject(rule: StreamFaultRule): void {
    const { skip = 0, times = 1, fault } = rule;
    const after = 'afterEvents' in fault ? (fault.afterEvents ?? 0) : 0;
    const lost = 'lost' in fault ? fault.lost : 0;
    const issues: Issue[] = Object.entries({ skip, times, afterEvents: after, lost })
      .filter(([name, count]) => !isCount(count) && !(name === 'times' && count === Number.POSITIVE_INFINITY))
      .map(([path, count]) => ({ path, message: `${count} is not a whole number from 0 up` }));
    if (issues.length > 0) throw new InvalidInputError('stream fault', issues);
    this.#rules.push({ rule, passed: 0, used: 0 });
  }

  /** The fault of the next connection, if a rule fits. It counts as used. */
  take(): StreamFault | undefined {
    for (const entry of this.#rules) {
      if (entry.used >= (entry.rule.times ?? 1)) continue;
      entry.passed += 1;
      if (entry.passed <= (entry.rule.skip ?? 0)) continue;
      entry.used += 1;
      return entry.rule.fault;
    }
    return undefined;
  }

  clear(): void {
    this.#rules.length = 0;
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

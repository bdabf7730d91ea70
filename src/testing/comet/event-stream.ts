import { SEVT } from '../../comet/admin/constants/index.ts';
import type { StreamableEvent } from '../../comet/admin/types/index.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { stringifyJson } from '../../core/http/json.ts';
import { logIn } from './auth.ts';
import { versionFacts } from './endpoints/meta.ts';
import { StreamFaultPlan } from './event-stream-fault.ts';
import { FakeEventSocket, type StreamServer } from './event-stream-socket.ts';
import { Refusal } from './refusal.ts';
import { nowSeconds, type World } from './world.ts';

const PATH = '/api/v1/events/stream';
const LOGIN = ['Username', 'AuthType', 'Password', 'SessionKey', 'TOTP'];
const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(SEVT)
    .filter(([name]) => !name.startsWith('SEVT__'))
    .map(([name, type]) => [type, name]),
);

/** A connection of the event stream as the fake saw it. It holds no secret. */
export interface LoggedStream {
  /** When it was made, by the clock of the fake. */
  readonly at: Date;
  readonly url: string;
  /** Name and way of the login; empty when none came. */
  readonly username: string;
  readonly authType: string;
  readonly outcome: 'accepted' | 'refused' | 'failed';
}

/** A `WebSocket` class that connects to one fake. */
export type FakeWebSocketClass = new (url: string | URL) => FakeEventSocket;

/** The fake's side of the event stream: who listens, what they get, and what goes wrong. */
export class EventStreams {
  readonly faults = new StreamFaultPlan();
  readonly log: LoggedStream[] = [];
  readonly webSocket: FakeWebSocketClass;
  /** Live connections and the organizations of who listens. */
  readonly #live = new Map<FakeEventSocket, string>();
  readonly #world: World;

  constructor(world: World, basePath: string) {
    this.#world = world;
    const server = this.#server(`${basePath}${PATH}`);
    this.webSocket = class extends FakeEventSocket {
      constructor(url: string | URL) {
        super(url, server);
      }
    };
  }

  /** How many connections are live. */
  get size(): number {
    return this.#live.size;
  }

  /**
   * Sends an event to all who listen, completed as a server of this version would. That tenants may listen, to the
   * events of their own organization alone, is a guess; so is that customers may not.
   *
   * @throws InvalidInputError
   */
  emit(event: Partial<StreamableEvent> & Pick<StreamableEvent, 'Type'>): StreamableEvent {
    if (!Number.isSafeInteger(event.Type)) {
      throw new InvalidInputError('event', [{ path: 'Type', message: 'must be a whole number' }]);
    }
    const whole = this.#complete(event);
    const text = stringifyJson(whole);
    for (const [socket, organizationId] of this.#live) {
      if (organizationId === '' || organizationId === whole.OwnerOrganizationID) socket.deliver(text);
    }
    return whole;
  }

  /** Breaks all live connections, as a restart does. */
  drop(): void {
    for (const socket of this.#live.keys()) socket.drop();
  }

  #complete(event: Partial<StreamableEvent> & Pick<StreamableEvent, 'Type'>): StreamableEvent {
    const TypeString = NAMES.get(event.Type) ?? '';
    const Timestamp = nowSeconds(this.#world);
    return { Actor: '', OwnerOrganizationID: '', ResourceID: '', Timestamp, TypeString, ...event };
  }

  #server(path: string): StreamServer {
    return {
      knows: ({ protocol, pathname }) => /^wss?:$/.test(protocol) && pathname === path,
      takeFault: () => this.faults.take(),
      logIn: (frames) => this.#logIn(frames),
      join: (socket, organizationId) => {
        this.#live.set(socket, organizationId);
        return stringifyJson(this.#complete({ Type: SEVT.SEVT_META_HELLO, Data: versionFacts(this.#world) }));
      },
      leave: (socket) => this.#live.delete(socket),
      note: ({ url }, outcome, [username = '', authType = '']) => {
        this.log.push({ at: this.#world.clock.now(), url, username, authType, outcome });
      },
    };
  }

  #logIn(frames: readonly string[]): string | undefined {
    try {
      return logIn((name) => frames[LOGIN.indexOf(name)] ?? '', 'admin', this.#world).organizationId;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return undefined;
    }
  }
}

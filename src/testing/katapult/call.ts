import type { Arguments } from './arguments.ts';
import type { KatapultToken } from './entities.ts';
import type { OperationRow } from './generated/operations.ts';
import type { World } from './world.ts';

/** A call that passed authentication, rate limit, scope and the form of its arguments. */
export interface KatapultCall {
  readonly world: World;
  readonly operation: OperationRow;
  readonly args: Arguments;
  readonly token: KatapultToken;
}

/** Does the work of an operation and gives the body of its success. @throws Refusal */
export type Handler = (call: KatapultCall) => object;

/** Handlers by the name of their operation. */
export type Handlers = Readonly<Record<string, Handler>>;

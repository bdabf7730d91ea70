import type { ReceivedRequest } from '../api/received-request.ts';
import type { JetpackKeyRow, JetpackLicensingToken } from './entities.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** The key behind a start token. @throws Refusal `invalid_token`, `invalid_scope`, `partner_key_disabled` */
export function startKey(world: World, request: ReceivedRequest): JetpackKeyRow {
  const { state, clock, behaviour } = world;
  const token = bearerOf(request);
  const held = state.startTokens.get(token);
  const isOver = held?.expiresAt != null && held.expiresAt <= clock.now();
  const key = held === undefined || isOver ? undefined : state.keys.get(held.keyId);
  if (key === undefined && isOfAnotherKind(world, token)) {
    throw new Refusal(403, 'invalid_scope', 'The token is not that of a partner key');
  }
  // That a request without any token is told the same is a guess.
  if (key === undefined)
    throw new Refusal(behaviour.badTokenStatus, 'invalid_token', 'The token is not good');
  if (key.isDisabled) throw new Refusal(400, 'partner_key_disabled', 'The partner key is switched off');
  return key;
}

/** What is known of a licensing token. @throws Refusal 401, and 403 for a disabled one */
export function licensingToken({ state }: World, request: ReceivedRequest): JetpackLicensingToken {
  const token = bearerOf(request);
  const held = state.licensingTokens.get(token);
  if (held?.isDisabled) throw new Refusal(403, 'rest_forbidden', 'The token is switched off');
  if (held !== undefined) return held;
  throw refusedToken(state.startTokens.has(token) || state.userTokens.has(token));
}

/** @throws Refusal 401 without the token of the partner's user */
export function demandUser({ state }: World, request: ReceivedRequest): void {
  const token = bearerOf(request);
  if (state.userTokens.has(token)) return;
  throw refusedToken(state.startTokens.has(token) || state.licensingTokens.has(token));
}

function refusedToken(isKnown: boolean): Refusal {
  const code = isKnown ? 'rest_forbidden' : 'rest_unauthorized';
  return new Refusal(401, code, 'The token does not open this route');
}

function isOfAnotherKind({ state }: World, token: string): boolean {
  return state.licensingTokens.has(token) || state.userTokens.has(token);
}

/** Tokens stand in the header as they are, with whatever characters they have. */
function bearerOf({ headers }: ReceivedRequest): string {
  return /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
}

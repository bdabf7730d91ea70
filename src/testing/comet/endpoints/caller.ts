import type { Principal } from '../account.ts';
import type { CometCall } from '../endpoint.ts';
import { unauthorised } from '../refusal.ts';
import type { CometUser } from '../state.ts';
import { userNamed } from '../users.ts';

/** Who makes the call. @throws Refusal where nobody had to log in */
export function callerOf({ principal }: CometCall): Principal {
  if (principal === undefined) throw unauthorised();
  return principal;
}

/** The user who calls for himself. @throws Refusal */
export function callingUser(call: CometCall): CometUser {
  return userNamed(call.world, callerOf(call).name);
}

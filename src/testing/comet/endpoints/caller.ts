import type { Principal } from '../auth.ts';
import type { CometCall } from '../endpoint.ts';
import { unauthorised } from '../refusal.ts';

/** Who makes the call. @throws Refusal where nobody had to log in */
export function callerOf({ principal }: CometCall): Principal {
  if (principal === undefined) throw unauthorised();
  return principal;
}

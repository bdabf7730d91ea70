import type { ReceivedRequest } from '../api/received-request.ts';
import type { KatapultOrganization, KatapultToken } from './entities.ts';
import type { OperationRow } from './generated/operations.ts';
import { Refusal } from './refusal.ts';
import type { KatapultState } from './state.ts';

/** The token of a request. There is no 401 anywhere (contract 2.3). @throws Refusal */
export function authenticate(
  { headers }: ReceivedRequest,
  { tokens }: KatapultState,
  { address, now }: { readonly address: string; readonly now: number },
): KatapultToken {
  const secret = /^Bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (secret === undefined) throw new Refusal('missing_api_token');
  const token = [...tokens.values()].find((candidate) => candidate.secret === secret);
  if (token === undefined || (token.expires_at !== null && token.expires_at <= now)) {
    throw new Refusal('invalid_api_token', { details: null });
  }
  if (token.authorized_ip_addresses.length > 0 && !token.authorized_ip_addresses.includes(address)) {
    throw new Refusal('unauthorized_network_for_api_token', { ip_address: address });
  }
  return token;
}

/** One scope of the operation's list is enough (contract 2.5). @throws Refusal */
export function requireScope({ scopes }: KatapultToken, operation: OperationRow): void {
  const wanted = operation.scopes;
  if (wanted.length === 0 || scopes.includes('*') || wanted.some((scope) => scopes.includes(scope))) return;
  throw new Refusal('scope_not_granted', { scopes: wanted });
}

/** Whether a token acts on an organization: on all as a user's, else on its own and those it manages. */
export function reaches({ organization_id }: KatapultToken, { id, parent }: KatapultOrganization): boolean {
  return organization_id === null || organization_id === id || organization_id === parent;
}

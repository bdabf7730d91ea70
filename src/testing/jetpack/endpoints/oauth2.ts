import { type JetpackCall, type JetpackEndpoint, open } from '../call.ts';
import { Refusal } from '../refusal.ts';
import { randomWord, type World } from '../world.ts';

/** Characters that real tokens have, and that break who encodes or quotes them. */
const AWKWARD = '#^&@()!%';

function newToken(world: World, keyId: number): string {
  const { state, tokenSeconds, clock, random } = world;
  const token = `${randomWord(random, 24)}${AWKWARD}${randomWord(random, 24)}`;
  const expiresAt = tokenSeconds === undefined ? null : new Date(clock.now().getTime() + tokenSeconds * 1000);
  state.startTokens.set(token, { keyId, expiresAt });
  return token;
}

function token({ world, input, request: { encoding } }: JetpackCall): object {
  const { state, behaviour, tokenSeconds } = world;
  // Forms of both kinds are documented, JSON is not.
  const grant = encoding === 'json' ? undefined : input.text('grant_type');
  if (grant === undefined) throw new Refusal(400, 'invalid_request', 'grant_type is missing');
  if (grant !== 'client_credentials')
    throw new Refusal(400, 'unsupported_grant_type', `${grant} is not allowed`);
  const [id, secret] = [input.text('client_id'), input.text('client_secret')];
  const key = [...state.keys.values()].find((row) => row.clientId === id && row.clientSecret === secret);
  if (key === undefined) throw new Refusal(400, 'invalid_client', 'There is no such client ID and secret');
  // Which scope another request gets is a guess: none that opens anything.
  if (input.text('scope') !== 'jetpack-partner')
    throw new Refusal(400, 'invalid_request', 'scope does not fit');
  const expiry = behaviour.tellsExpiry && tokenSeconds !== undefined ? { expires_in: tokenSeconds } : {};
  const access_token = newToken(world, key.id);
  return { access_token, token_type: 'bearer', blog_id: 0, blog_url: 0, scope: 'jetpack-partner', ...expiry };
}

function tokenInfo({ world: { state, clock }, request: { query } }: JetpackCall): object {
  const held = state.startTokens.get(query.get('token') ?? '');
  const isOver = held?.expiresAt != null && held.expiresAt <= clock.now();
  const key = held === undefined || isOver ? undefined : state.keys.get(held.keyId);
  if (key === undefined || key.clientId !== query.get('client_id')) {
    throw new Refusal(400, 'invalid_request', 'The token is not one of this client');
  }
  // Who the user of a partner's token is, is not documented.
  return { client_id: key.clientId, user_id: '0', blog_id: '0', scope: 'jetpack-partner' };
}

/** What answers below `/oauth2`. */
export const OAUTH2: readonly JetpackEndpoint[] = [
  open('oauth2Token', 'POST', '/oauth2/token', token),
  open('tokenInfo', 'GET', '/oauth2/token-info', tokenInfo),
];

import type { Arguments } from '../arguments.ts';
import type { Handlers, KatapultCall } from '../call.ts';
import type { KatapultToken } from '../entities.ts';
import { page } from '../pages.ts';
import { invalid, Refusal } from '../refusal.ts';
import { findBy, organizationOf, reachesId, requiredLookup } from '../resolve.ts';
import { newId, randomText } from '../world.ts';

/** Only the answers that make a secret show it (contract 2.4). */
function view({ secret, ...token }: KatapultToken, shows: 'secret' | 'nothing'): object {
  return { ...token, secret: shows === 'secret' ? secret : null };
}

function tokenOf(call: KatapultCall): KatapultToken {
  const token = findBy(call.world.state.tokens, requiredLookup(call.args, 'api_token'), 'api_token');
  if (token.organization_id === null || !reachesId(call, token.organization_id)) {
    throw new Refusal('api_token_not_found');
  }
  return token;
}

function apply(token: KatapultToken, properties: Arguments): void {
  token.name = properties.text('name') ?? token.name;
  if (token.name.trim() === '') throw invalid("Name can't be blank");
  token.authorized_ip_addresses = [
    ...(properties.texts('authorized_ip_addresses') ?? token.authorized_ip_addresses),
  ];
  token.scopes = [...(properties.texts('scopes') ?? token.scopes)];
  if (properties.has('expires_at')) token.expires_at = properties.integer('expires_at') ?? null;
}

function create(call: KatapultCall): object {
  const { world, args } = call;
  const { id: organization_id } = organizationOf(call);
  const token: KatapultToken = {
    ...{ id: newId(world, 'apitoken'), name: '', secret: randomText(world.random, 40), organization_id },
    ...{ authorized_ip_addresses: [], expires_at: null, rate_limit: 1000, scopes: [] },
  };
  apply(token, args.set('properties'));
  world.state.tokens.set(token.id, token);
  return withAnnotations(call, view(token, 'secret'));
}

/** The fake keeps no annotations of tokens. */
function withAnnotations({ world }: KatapultCall, api_token: object): object {
  return world.behaviour.sendAnnotations ? { api_token, annotations: [] } : { api_token };
}

function update(call: KatapultCall): object {
  const token = tokenOf(call);
  apply(token, call.args.set('properties'));
  return withAnnotations(call, view(token, 'nothing'));
}

function remove(call: KatapultCall): object {
  const token = tokenOf(call);
  call.world.state.tokens.delete(token.id);
  return { api_token: view(token, 'nothing') };
}

function regenerate(call: KatapultCall): object {
  const token = tokenOf(call);
  token.secret = randomText(call.world.random, 40);
  return { api_token: view(token, 'secret') };
}

/** Tokens of organizations. */
export const TOKEN_HANDLERS: Handlers = {
  'apiTokens.list': (call) => {
    const { id } = organizationOf(call);
    const rows = [...call.world.state.tokens.values()].filter(
      ({ organization_id }) => organization_id === id,
    );
    return page(
      call,
      rows.map((token) => view(token, 'nothing')),
    );
  },
  'apiTokens.create': create,
  'apiTokens.update': update,
  'apiTokens.remove': remove,
  'apiTokens.regenerateSecret': regenerate,
};

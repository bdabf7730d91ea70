import { type FleioCall, type FleioEndpoint, fieldsOf, userOf } from '../call.ts';
import { withExternalId } from '../filters.ts';
import { page } from '../pages.ts';
import { Refusal } from '../refusal.ts';
import { isSince } from '../version.ts';
import { userView } from '../views.ts';

function list(call: FleioCall): object {
  const { world, request } = call;
  const username = isSince(world.version, '2022.09') ? null : request.query.get('username');
  const rows = withExternalId(world.state.users.values(), request.query);
  return page(
    call,
    rows.filter((row) => username === null || row.username === username).map((row) => userView(world, row)),
  );
}

function update(call: FleioCall): object {
  const user = userOf(call);
  const body = fieldsOf(call);
  const isActive = body.flag('is_active');
  body.check();
  user.is_active = isActive ?? user.is_active;
  return userView(call.world, user);
}

/** A proof for the login of an active user (contract 7.1, 7.7). */
function createSession(call: FleioCall): object {
  const { state, proofs, clock, random } = call.world;
  const body = fieldsOf(call);
  const euid = body.text('euid', { required: true }) ?? '';
  body.check();
  const user = [...state.users.values()].find((row) => row.external_billing_id === euid);
  if (user === undefined) throw new Refusal(404, 'There is no such user (FakeFleio)');
  if (!user.is_active) throw new Refusal(400, 'The user is not active (FakeFleio)');
  const { timestamp, signature } = proofs.mint(euid, clock.now(), random);
  return { hash_val: `${euid}:${timestamp}:${signature}` };
}

/** Users and their logins. */
export const USER_ENDPOINTS: readonly FleioEndpoint[] = [
  { name: 'users.list', method: 'GET', path: '/users', run: list },
  { name: 'users.update', method: 'PATCH', path: '/users/{id}', run: update },
  { name: 'sso.createSession', method: 'POST', path: '/get-sso-session', run: createSession },
];

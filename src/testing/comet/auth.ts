import { equalSecrets } from '../../core/secret.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { type EndpointAuth, type Principal, principalOf, requireOpen } from './account.ts';
import { Refusal, unauthorised } from './refusal.ts';
import type { FakeAdmin } from './state.ts';
import { totpCode, totpStep } from './totp.ts';
import type { World } from './world.ts';

/** The one message text that is part of the protocol. */
const SECOND_FACTOR = 'ERR_TOTP_REQUIRED';

/** Gives a field of a login by name; empty where it has none. */
export type Credentials = (name: string) => string;

const KNOWN_TYPES = new Set([
  'Password',
  'PasswordTOTP',
  'PasswordWebAuthn',
  'PasswordU2F',
  'TOTP',
  'SessionKey',
  'LKey',
]);

/** Logs the caller in. @throws Refusal */
export function authenticate(
  request: ReceivedRequest,
  auth: EndpointAuth,
  world: World,
): Principal | undefined {
  if (auth === 'none') return undefined;
  const credentials = credentialsOf(request);
  if (auth === 'admin-or-public-downloads' && world.publicDownloads && credentials('AuthType') === '') {
    return undefined;
  }
  return logIn(credentials, auth, world);
}

/** Logs in whoever holds the credentials, however they came. @throws Refusal */
export function logIn(credentials: Credentials, auth: EndpointAuth, world: World): Principal {
  if (world.protection.blocked) throw new Refusal(403, 'Too many failed logins, try again later');
  const type = credentials('AuthType');
  if (!KNOWN_TYPES.has(type)) {
    throw new Refusal(400, type === '' ? 'AuthType is missing' : 'AuthType is not known');
  }
  const principal = counted(type, credentials, auth, world);
  requireOpen(principal, auth, world);
  return principal;
}

/** Logs in and tells the protection how it went; a session key that has ended is no failed login. */
function counted(type: string, credentials: Credentials, auth: EndpointAuth, world: World): Principal {
  if (type === 'SessionKey') return loginBySession(credentials, auth, world);
  try {
    const principal = login(type, credentials, auth, world);
    world.protection.succeeded();
    return principal;
  } catch (error) {
    if (isFailedLogin(error)) world.protection.failed();
    throw error;
  }
}

/** Asking for a second factor is no failure: the password was right. */
function isFailedLogin(error: unknown): boolean {
  return error instanceof Refusal && error.status === 403 && error.message !== SECOND_FACTOR;
}

/** A form carries the login in its fields; an upload carries it in headers. */
function credentialsOf({ encoding, form, headers }: ReceivedRequest): Credentials {
  if (encoding !== 'multipart') return (name) => form.get(name) ?? '';
  return (name) => {
    const latin1 = headers.get(`X-Comet-Admin-${name}`) ?? '';
    const bytes = Uint8Array.from(latin1, (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  };
}

function login(type: string, credentials: Credentials, auth: EndpointAuth, world: World): Principal {
  const name = credentials('Username');
  const admin = auth === 'user' ? undefined : world.state.admins.get(name);
  if (admin !== undefined) return loginAdmin(type, admin, credentials, world);
  if (auth === 'user' || auth === 'hybrid') return loginUser(type, name, credentials('Password'), world);
  throw unauthorised();
}

function loginBySession(credentials: Credentials, auth: EndpointAuth, world: World): Principal {
  const sessionKey = credentials('SessionKey');
  const owner = world.sessions.use(sessionKey);
  const wanted = auth === 'hybrid' ? owner?.kind : auth === 'user' ? 'user' : 'admin';
  if (owner === undefined || owner.kind !== wanted || owner.name !== credentials('Username')) {
    throw unauthorised();
  }
  return { ...principalOf(owner, world), sessionKey };
}

function loginAdmin(type: string, admin: FakeAdmin, credentials: Credentials, world: World): Principal {
  if (!equalSecrets(credentials('Password'), admin.password)) throw unauthorised();
  const principal = principalOf({ kind: 'admin', name: admin.username }, world);
  const { totpSecret, hardwareKey = false } = admin;
  if (type === 'Password') {
    if (totpSecret !== undefined) throw secondFactor({ 'X-Comet-TOTP-Requested': '1' }, world);
    if (hardwareKey) throw secondFactor({ 'X-Comet-U2F-Challenge': 'fake-challenge' }, world);
    return principal;
  }
  if (type !== 'PasswordTOTP' || totpSecret === undefined) throw unauthorised();
  useCode(admin.username, totpSecret, credentials('TOTP'), world);
  return principal;
}

function loginUser(type: string, name: string, password: string, world: World): Principal {
  const user = world.state.users.get(name);
  if (type !== 'Password' || user === undefined || user.password === '') throw unauthorised();
  if (!equalSecrets(password, user.password)) throw unauthorised();
  const { AllowPasswordLogin, TOTPKey = '' } = user.profile;
  const needsCode = AllowPasswordLogin === false && TOTPKey !== '';
  if (needsCode) throw secondFactor({ 'X-Comet-TOTP-Requested': '1' }, world);
  return principalOf({ kind: 'user', name }, world);
}

/** A code stands for its step and the neighbours of that, and works once. */
function useCode(name: string, secret: string, code: string, world: World): void {
  const now = totpStep(world.clock.now());
  const used = world.usedTotpSteps.get(name) ?? new Set<number>();
  const step = [now - 1, now, now + 1].find((candidate) => totpCode(secret, candidate) === code);
  if (step === undefined || used.has(step)) throw unauthorised();
  used.add(step);
  world.usedTotpSteps.set(name, used);
}

function secondFactor(headers: Readonly<Record<string, string>>, world: World): Refusal {
  return world.secondFactorSign === 'http-449'
    ? new Refusal(449, 'A second factor is required', { httpStatus: 449, headers })
    : new Refusal(403, SECOND_FACTOR);
}

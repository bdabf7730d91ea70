import type { ReceivedRequest } from '../api/received-request.ts';
import type { PortalState } from './state.ts';

const BEARER = /^Bearer (.+)$/i;

/**
 * What the caller may do, or undefined when the login is refused. A token comes as a Bearer header (with or
 * without `auth_type` in the form) or in the form; a password in the form only, if the portal takes it.
 */
export function permissionsOf(
  { headers, form }: ReceivedRequest,
  { tokens, passwords }: PortalState,
): readonly string[] | undefined {
  const type = form.get('auth_type');
  if (type === 'password') {
    const password = passwords.get(form.get('email') ?? '');
    return password === form.get('password') ? ['*'] : undefined;
  }
  if (type !== null && type !== 'token') return undefined;
  const bearer = BEARER.exec(headers.get('authorization') ?? '')?.[1];
  const token = bearer ?? (type === 'token' ? form.get('token') : null);
  return token === null ? undefined : tokens.get(token);
}

/** Whether these permissions contain an action such as `License::CreateLicense`. */
export function allows(permissions: readonly string[], action: string): boolean {
  return permissions.includes('*') || permissions.includes(action);
}

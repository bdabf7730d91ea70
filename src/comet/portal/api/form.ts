import { InvalidInputError, type Issue } from '../../../core/errors/input.ts';

/** Fields of a call. Absent ones are left out. */
export type PortalForm = Readonly<Record<string, string | number | boolean | undefined>>;

/** Fields that belong to authentication, which the client itself sends. */
const RESERVED = new Set(['auth_type', 'token', 'email', 'password']);

/**
 * Refuses fields that would replace the client's own.
 *
 * @throws InvalidInputError listing every such field
 */
export function checkForm(operation: string, form: PortalForm): PortalForm {
  const issues: Issue[] = Object.keys(form)
    .filter((name) => RESERVED.has(name))
    .map((name) => ({ path: name, message: 'belongs to authentication and is sent by the client' }));
  if (issues.length > 0) throw new InvalidInputError(operation, issues);
  return form;
}

/**
 * Refuses fields that the vendor needs and that are missing or blank.
 *
 * @throws InvalidInputError listing every such field
 */
export function requireFields(operation: string, form: PortalForm, names: readonly string[]): PortalForm {
  const issues: Issue[] = names
    .filter((name) => String(form[name] ?? '').trim() === '')
    .map((name) => ({ path: name, message: 'is needed and must not be blank' }));
  if (issues.length > 0) throw new InvalidInputError(operation, issues);
  return form;
}

/** The URL-encoded body of a call; the portal accepts no other (T15). */
export function encodeForm(...forms: readonly PortalForm[]): URLSearchParams {
  const body = new URLSearchParams();
  for (const form of forms) {
    for (const [name, value] of Object.entries(form))
      if (value !== undefined) body.append(name, String(value));
  }
  return body;
}

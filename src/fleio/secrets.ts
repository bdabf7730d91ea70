import { quote } from '../core/secret.ts';

/** What follows this in a text logs somebody in. */
const PROOF = /(hash_val["']?\s*[=:]\s*["']?)[^&\s"',}]+/gi;

/** Secret values among what a call sends: the password of a new user. */
export function secretValues(params: unknown): string[] {
  const user: unknown = memberOf(params, 'user');
  const password = memberOf(user, 'password');
  return typeof password === 'string' && password !== '' ? [password] : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A piece of a foreign text as an error may show it: without the given secrets and without single sign-on proofs. */
export function cleanText(text: string, secrets: readonly string[]): string {
  return quote(text.replace(PROOF, '$1[redacted]'), secrets);
}

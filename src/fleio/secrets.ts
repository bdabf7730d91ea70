import { quote } from '../core/secret.ts';

/** What stands in place of a secret. */
export const HIDDEN = '[redacted]';

/**
 * A single sign-on proof logs somebody in: what follows its name, and its time with the signature, also inside JSON
 * text or encoded for an address.
 */
const NAMED_PROOF = /(hash_val\\*["']?\s*(?:[=:]|%3[ad])\s*\\*["']?)[^&\s"'\\,}]+/gi;
const BARE_PROOF = /(?::|%3a)\d{6,}(?::|%3a)[^&\s"'\\,}]+/gi;

/** Whether a member of this name holds a proof. */
export function namesProof(name: string): boolean {
  return name.toLowerCase() === 'hash_val';
}

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
  const bare = text.replace(NAMED_PROOF, `$1${HIDDEN}`).replace(BARE_PROOF, `:${HIDDEN}`);
  return quote(bare, secrets);
}

import { parseJson, stringifyJson } from '../../core/http/json.ts';
import { redactFields } from '../../core/secret.ts';
import type { SecretNames } from './request-log.ts';

const HIDDEN = '[redacted]';

/** The form with its secrets blotted out, also those inside values that are JSON. */
export function redactForm(form: URLSearchParams, secrets: SecretNames): Record<string, string> {
  const shown: Record<string, string> = Object.create(null);
  for (const [name, value] of form) {
    if (name in shown) continue;
    shown[name] = isSecret(name, secrets.fields) ? HIDDEN : redactJson(value, secrets.fields);
  }
  return shown;
}

/** Also `options[][value]`, where one of the names is secret. */
function isSecret(name: string, secrets: ReadonlySet<string>): boolean {
  return name
    .toLowerCase()
    .split(/[[\]]+/)
    .some((part) => secrets.has(part));
}

/** The headers with their secrets blotted out. */
export function redactHeaders(headers: Headers, secrets: SecretNames): Record<string, string> {
  const shown: Record<string, string> = Object.create(null);
  for (const [name, value] of headers) shown[name] = secrets.headers.has(name) ? HIDDEN : value;
  return shown;
}

/** The value of a JSON body with its secrets blotted out; undefined for a text that is no JSON. */
export function redactBody(text: string, secrets: SecretNames): unknown {
  try {
    return text === '' ? undefined : redactFields(parseJson(text), secrets.fields);
  } catch {
    return undefined;
  }
}

function redactJson(text: string, names: ReadonlySet<string>): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return stringifyJson(redactFields(parseJson(text), names));
  } catch {
    return HIDDEN;
  }
}

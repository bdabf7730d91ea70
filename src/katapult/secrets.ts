import { specOptions } from './spec-options.ts';

/** Members of the API that hold secrets (contract 4.8), and what is likely to. */
const SECRET_MEMBER = /pass|secret|private|token$|certificate_key$|(?:^|_)url$/i;

/** Parameters of the API that do. */
const SECRET_PARAM = /pass|secret|private|_key$/i;

/** Names under which the API hands out secrets, in a text of any kind. */
const SECRET_NAME =
  /root_password|secret_access_key|private_key|certificate_key|["']secret["']|(?:secret|token|url)\\*["']\s*:/i;
const MEMBER_NAME = /^\w+$/;

/** Such values say nothing, and blotting them out would make a message unreadable. */
const SHORTEST = 2;
const WORDS = new Set(['true', 'false', 'yes', 'no']);

const HIDDEN = '[redacted]';
const MAX_DEPTH = 12;
const MAX_ITEMS = 100;

/**
 * Secret values among the parameters of a call: passwords and private keys, the values of template options, and
 * those inside a build spec. A message that repeats one is cleaned of it.
 */
export function secretValues(params: object): string[] {
  const found: string[] = [];
  const visit = (value: unknown, name: string, secret: boolean, depth: number): void => {
    if (typeof value === 'string') {
      if (secret) found.push(value);
      if (name === 'xml') found.push(...specOptions(value));
    }
    if (typeof value !== 'object' || value === null || depth === MAX_DEPTH) return;
    for (const [key, member] of Object.entries(value)) {
      const hides = Array.isArray(value) ? secret : SECRET_PARAM.test(key);
      const option = name === 'disk_template_options' && key === 'value';
      visit(member, Array.isArray(value) ? name : key, hides || option, depth + 1);
    }
  };
  visit(params, '', false, 0);
  return found.filter((value) => value.length >= SHORTEST && !WORDS.has(value.trim().toLowerCase()));
}

/** Whether a foreign text speaks of a secret, and so may hold one; the bare name of a member does not. */
export function namesSecret(text: string): boolean {
  return SECRET_NAME.test(text) && !MEMBER_NAME.test(text);
}

/** A foreign text as an error may show it. */
export function shownText(text: string, clean: (text: string) => string): string {
  return namesSecret(text) ? HIDDEN : clean(text);
}

/**
 * A copy of a foreign JSON value as an error may show it: its texts cleaned, members that hold secrets blotted out,
 * what is too deep or too long left out.
 */
export function shownValue(value: unknown, clean: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return shownText(value, clean);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return HIDDEN;
  if (Array.isArray(value))
    return value.slice(0, MAX_ITEMS).map((item) => shownValue(item, clean, depth + 1));
  const guarded = Reflect.get(value, 'protect') === true;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS)
      .map(([key, member]) => {
        const hidden = SECRET_MEMBER.test(key) || (guarded && key === 'value');
        return [clean(key), hidden && member !== null ? HIDDEN : shownValue(member, clean, depth + 1)];
      }),
  );
}

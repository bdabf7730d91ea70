import type { Random } from 'reseller-sdk/testing';

/** What strikes a call of the API or, as far as it can, of the repository. */
export const STRIKES = [
  'lost-before',
  'lost-after',
  'late',
  'rate',
  'rate-uncoded',
  'unavailable',
  'proxy-502',
  'proxy-504',
  'html',
  'empty',
  'truncated',
  'mutilated',
  'crash-before',
  'crash-after',
] as const;

export type Strike = (typeof STRIKES)[number];

const PAGE = '<!doctype html><title>Bad gateway</title>';

export const html = (status: number): Response =>
  new Response(PAGE, { status, headers: { 'content-type': 'text/html' } });

const refusal = (status: number, code: string): Response =>
  Response.json(
    { error: { code, description: code, detail: {} } },
    { status, headers: { 'x-api-schema': 'json-error' } },
  );

/** What is answered before any work. */
export const ANSWERS: Readonly<Partial<Record<Strike, () => Response>>> = {
  rate: () => refusal(429, 'rate_limit_reached'),
  'rate-uncoded': () => html(429),
  unavailable: () => refusal(503, 'service_unavailable'),
  'proxy-502': () => html(502),
  'proxy-504': () => html(504),
};

const OTHERS: readonly unknown[] = [null, 5, 'x', true, [], {}, [null], { id: null }];

/** The answer after its work, with its body spoilt. */
export async function spoilt(
  strike: Strike | undefined,
  answer: Response,
  random: Random,
): Promise<Response> {
  if (strike === 'html') return html(200);
  if (strike === 'empty') return new Response(null, { status: 200 });
  if (strike !== 'truncated' && strike !== 'mutilated') return answer;
  const { status, headers } = answer;
  const text = await answer.text();
  const body = strike === 'truncated' ? text.slice(0, text.length / 2) : mutilated(text, random);
  return new Response(body, { status, headers });
}

/** A JSON text in which one value is of another type. */
function mutilated(text: string, random: Random): string {
  const places: { readonly holder: object; readonly key: string }[] = [];
  const visit = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const [key, value] of Object.entries(holder)) {
      places.push({ holder, key });
      visit(value);
    }
  };
  const whole: unknown = JSON.parse(text);
  visit(whole);
  const place = places[Math.floor(random() * places.length)];
  if (place === undefined) return text;
  const { holder, key } = place;
  const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);
  const kind = kindOf(Reflect.get(holder, key));
  const others = OTHERS.filter((other) => other === null || kindOf(other) !== kind);
  Reflect.set(holder, key, others[Math.floor(random() * others.length)]);
  return JSON.stringify(whole);
}

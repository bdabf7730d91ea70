import { inspect } from 'node:util';
import { CometPortalClient } from 'reseller-sdk/comet/portal';
import { describe, expect, it } from 'vitest';
import type { HttpEvent } from '../../../src/core/http/events.ts';
import { portalWith, TOKEN } from './support.ts';

const PASSWORD = 'canary p+ss/word';
const SPELLINGS = [TOKEN, PASSWORD, encodeURIComponent(PASSWORD), 'canary+p%2Bss%2Fword', 'canary'];

/** Everything that a program may print of a value. */
function printed(value: unknown): string {
  const isError = value instanceof Error;
  const causes = isError && value.cause !== undefined ? printed(value.cause) : '';
  const own = isError ? `${value.message} ${value.stack} ${String(value)}` : String(value);
  return `${own} ${JSON.stringify(value)} ${inspect(value, { depth: 20, showHidden: true })} ${causes}`;
}

async function failureOf(portal: CometPortalClient): Promise<unknown> {
  try {
    await portal.licenses.list();
  } catch (error) {
    return error;
  }
  return expect.fail('the call succeeded');
}

function expectNoSecret(text: string): void {
  for (const secret of SPELLINGS) expect(text).not.toContain(secret);
}

const answers: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
  'echoes the body under 400': async (request) => new Response(await request.text(), { status: 400 }),
  'echoes the headers under 403': async (request) =>
    Response.json({ message: request.headers.get('authorization'), code: 403 }, { status: 403 }),
  'echoes everything in a page': async (request) =>
    new Response(`<html>${request.headers.get('authorization')} ${await request.text()}</html>`),
  'echoes inside an envelope': async (request) =>
    Response.json({ status: 'error', message: `${request.headers.get('authorization')}` }),
  'fails with a header in the message': async (request) => {
    throw new TypeError(`cannot send ${request.headers.get('authorization')}`);
  },
  'fails with the body in the message': async (request) => {
    throw new TypeError('fetch failed', { cause: new Error(`cannot send ${await request.text()}`) });
  },
  'echoes the body in a content type': async (request) =>
    new Response('<html>', { headers: { 'content-type': `text/html; ${await request.text()}` } }),
  'redirects with the token': async () =>
    new Response(null, { status: 302, headers: { location: `https://example.com/?token=${TOKEN}` } }),
};

const auths = {
  token: { token: TOKEN },
  'token in the body': { token: TOKEN, tokenIn: 'body' },
  'token function': { token: async () => TOKEN },
  password: { token: undefined, legacyPasswordAuth: true, email: 'a@example.com', password: PASSWORD },
} as const;

describe('no secret reaches an error, an event or a print', () => {
  for (const [authName, auth] of Object.entries(auths)) {
    it.each(Object.entries(answers))(`${authName}: the portal %s`, async (_name, answer) => {
      const events: HttpEvent[] = [];
      const portal = portalWith(answer, {
        ...auth,
        onEvent: (event) => events.push(event),
      });
      const error = await failureOf(portal);
      expectNoSecret(printed(error));
      expectNoSecret(JSON.stringify(events));
      expect(events.length).toBeGreaterThan(0);
    });
  }

  it('nor a print of the client and its groups', () => {
    for (const auth of Object.values(auths)) {
      const portal = portalWith(() => Response.json([]), auth);
      expectNoSecret(printed(portal) + printed(portal.licenses) + printed(portal.reports));
    }
  });

  it.each(['canary\u0000x', 'canary x', 'canary\nx', 'canaryé'])(
    'a refused token %j is not repeated',
    (token) => {
      expect(() => new CometPortalClient({ token })).toThrow(/token holds/);
      expect(() => new CometPortalClient({ token })).not.toThrow(/canary/);
    },
  );

  it('nor one that a function gives', async () => {
    const portal = portalWith(() => Response.json([]), { token: () => 'canary\nx' });
    const error = await failureOf(portal);
    expectNoSecret(printed(error));
  });
});

import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/core/errors/input.ts';
import { call, rejection, transport } from './harness.ts';

const redirect = (status: number, location?: string) =>
  new Response(null, { status, headers: location === undefined ? {} : { location } });

async function refusal(response: Response) {
  const t = transport([response]);
  const error = await rejection(t.subject.send(call({ safety: 'write' })));
  expect(error).toBeInstanceOf(ConfigError);
  expect(t.requests).toHaveLength(1);
  return String(error);
}

describe('redirects', () => {
  it.each([300, 301, 302, 303, 305, 307, 308, 399])('are refused with status %i', async (status) => {
    expect(await refusal(redirect(status, 'https://other.example.net/login'))).toContain(
      'https://api.example.com/base/things redirects to https://other.example.net/login.',
    );
  });

  it('are refused without a Location', async () => {
    expect(await refusal(redirect(302))).toContain('redirects to another address');
  });

  it('name a relative target in full', async () => {
    expect(await refusal(redirect(301, '/elsewhere'))).toContain('to https://api.example.com/elsewhere.');
  });

  it('show neither userinfo nor query of the target', async () => {
    const shown = await refusal(redirect(302, 'https://user:canary@x.example/p?token=canary#canary'));
    expect(shown).not.toContain('canary');
  });

  it('show the host of the target alone where that is asked for', async () => {
    const t = transport([redirect(302, 'https://x.example:8443/canary?canary')], { redirectHostOnly: true });
    const shown = String(await rejection(t.subject.send(call())));
    expect(shown).toContain('redirects to https://x.example:8443/.');
    expect(shown).not.toContain('canary');
  });

  it('show no target that is no web address', async () => {
    expect(await refusal(redirect(302, 'javascript:canary()'))).not.toContain('canary');
  });

  it('are refused where the browser hides them', async () => {
    const hidden = Object.defineProperties(new Response(null), {
      type: { value: 'opaqueredirect' },
      status: { value: 0 },
    });
    expect(await refusal(hidden)).toContain('redirects to another address');
  });

  it('are refused after a fetch that followed them on its own', async () => {
    const followed = Object.defineProperties(new Response('{}'), {
      redirected: { value: true },
      url: { value: 'https://other.example.net/landing?x=1' },
    });
    expect(await refusal(followed)).toContain('redirects to https://other.example.net/landing.');
  });

  it('are asked for by hand, so that fetch does not follow them', async () => {
    const t = transport([new Response('{}')]);
    await t.subject.send(call());
    expect(t.requests[0]?.redirect).toBe('manual');
  });

  it('do not include 304, which the client of a cached answer reads', async () => {
    const t = transport([new Response(null, { status: 304 })]);
    expect(await t.subject.send(call({ read: ({ status }) => status }))).toBe(304);
  });
});

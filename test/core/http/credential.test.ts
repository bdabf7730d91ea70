import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TransportError } from '../../../src/core/errors/transport.ts';
import { type ApiToken, TokenSource } from '../../../src/core/http/token.ts';
import { call, json, rejection, transport } from './harness.ts';

/** A write that asks a token function before each attempt. */
function write(token: ApiToken) {
  const source = new TokenSource(token, 'licensingToken');
  const sent: string[] = [];
  return call({
    safety: 'throttled-write',
    secrets: () => sent,
    request: async () => {
      const current = await source.current();
      sent.push(current);
      return { method: 'POST', path: 'things', headers: { authorization: `Bearer ${current}` } };
    },
  });
}

describe('a token function that fails', () => {
  it.each([
    ['throws', () => Promise.reject(new RangeError('the vault is sealed'))],
    [
      'throws at once',
      () => {
        throw new RangeError('the vault is sealed');
      },
    ],
  ])('is an error that says that nothing was sent: it %s', async (_how, token) => {
    const t = transport([]);
    const error = await rejection(t.subject.send(write(token)));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({
      code: 'CREDENTIAL_UNAVAILABLE',
      message: 'GetThing: the function given as licensingToken failed. Nothing was sent; see its cause',
      operation: 'GetThing',
      attempts: 0,
      outcomeUnknown: false,
      retryable: true,
      cause: { name: 'RangeError', message: 'the vault is sealed' },
    });
    expect(t.requests).toEqual([]);
    expect(t.events).toMatchObject([{ type: 'error', code: 'CREDENTIAL_UNAVAILABLE' }]);
  });

  it('shows nothing of its words but in the cause, without what hangs on that', async () => {
    const failure = Object.assign(new Error('denied for canary-in-words'), { request: 'canary-in-request' });
    const t = transport([]);
    const error = await rejection(t.subject.send(write(() => Promise.reject(failure))));
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('canary');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary-in-request');
    expect(error).toMatchObject({ cause: { message: 'denied for canary-in-words' } });
  });

  it('at a repeat leaves the first token out of the cause, and says what was not sent', async () => {
    const tokens = ['canary-1'];
    const token = async () => {
      const next = tokens.shift();
      if (next === undefined) throw new Error('canary-1 is used up');
      return next;
    };
    const t = transport([json({}, 429)]);
    const error = await rejection(t.subject.send(write(token)));
    expect(error).toMatchObject({
      message: expect.stringContaining('The call was not sent again'),
      ...{ attempts: 1, outcomeUnknown: false, retryable: true },
      cause: { message: '[redacted] is used up' },
    });
  });

  it('does not carry an unknown outcome of its own over to the call', async () => {
    const lost = new TransportError('gone', { operation: 'OpenVault', outcomeUnknown: true, attempts: 1 });
    const error = await rejection(transport([]).subject.send(write(() => Promise.reject(lost))));
    expect(error).toMatchObject({ operation: 'GetThing', outcomeUnknown: false });
  });

  it('is an abort where the caller ended the call meanwhile', async () => {
    const abort = new AbortController();
    const token = async () => {
      abort.abort();
      throw new Error('stopped');
    };
    const error = await rejection(transport([]).subject.send(write(token), { signal: abort.signal }));
    expect(error).toMatchObject({ name: 'AbortedError', outcomeUnknown: false });
  });
});

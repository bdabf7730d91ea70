import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { verifyWebhookSecret, webhookOption } from '../../../src/comet/events/index.ts';
import { Secret } from '../../../src/index.ts';
import { DEFAULT_ADMIN, FakeCometServer, type StreamFault } from '../../../src/testing/index.ts';
import { rejection, setUp, take } from './harness.ts';

const CANARY = 'canary"pässword-7f3a9';

/** Everything that may be printed of a value. */
function printed(value: unknown): string {
  const stack = value instanceof Error ? value.stack : '';
  return `${String(value)} ${stack} ${JSON.stringify(value)} ${inspect(value, { depth: 9, showHidden: true })}`;
}

const forms = [CANARY, JSON.stringify(CANARY).slice(1, -1), encodeURIComponent(CANARY)];

test.each<[string, StreamFault]>([
  ['a refusal that quotes the password', { kind: 'refusal', text: `403 wrong password ${CANARY}` }],
  ['nonsense that quotes it', { kind: 'refusal', text: JSON.stringify({ Password: CANARY }) }],
  ['a failed upgrade', { kind: 'failed-upgrade' }],
  ['a drop amid the login', { kind: 'drop' }],
])('after %s no error and no notice shows the password', async (_name, fault) => {
  const admins = [{ ...DEFAULT_ADMIN, password: CANARY }];
  const auth = { type: 'password', username: 'admin', password: new Secret(CANARY) } as const;
  const { fake, stream, notices } = setUp({ auth, reconnect: { limit: 0 } }, { admins });
  fake.injectStream({ fault });
  const shown = [await rejection(stream.next()), ...notices, fake.streams, stream].map(printed).join('\n');
  for (const form of forms) expect(shown).not.toContain(form);
});

test('the words with which a server closes amid the login do not show the password', async () => {
  const auth = { type: 'password', username: 'admin', password: CANARY } as const;
  const webSocket = class extends new FakeCometServer().webSocket {
    override send(text: string): void {
      super.send(text);
      if (text !== CANARY) return;
      this.dispatchEvent(Object.assign(new Event('close'), { code: 1008, reason: `${CANARY} is wrong` }));
    }
  };
  const { stream, notices } = setUp({ auth, webSocket, reconnect: { limit: 0 } });
  const error = await rejection(stream.next());
  expect(error.message).toContain('is wrong');
  const shown = [error, ...notices].map(printed).join('\n');
  for (const form of forms) expect(shown).not.toContain(form);
});

test('a session key is in no error, notice, address or reason of closing', async () => {
  const fake = new FakeCometServer();
  const keys: string[] = [];
  const shown: string[] = [];
  const webSocket = class extends fake.webSocket {
    constructor(url: string | URL) {
      shown.push(String(url));
      super(url);
    }
    override send(text: string): void {
      if (text.length === 36) keys.push(text);
      super.send(text);
    }
    override close(...args: [code?: number, reason?: string]): void {
      shown.push(String(args));
      super.close(...args);
    }
  };
  const { stream, notices } = setUp({ webSocket, fetch: fake.fetch, maxBufferedEvents: 1 });
  await take(stream, 1);
  fake.dropStreams();
  await take(stream, 2);
  await stream.return?.();
  shown.push(...notices.map(printed), printed(stream), printed(fake.streams));
  expect(keys.length).toBeGreaterThan(1);
  for (const key of keys) expect(shown.join('\n')).not.toContain(key);
});

test('the secret of a webhook is in no error', () => {
  const spec = { url: 'ftp://x', secret: `${CANARY}\n`, level: 'none', events: [4201] } as const;
  let thrown: unknown;
  try {
    webhookOption(spec);
  } catch (error) {
    thrown = error;
  }
  for (const form of forms) expect(printed(thrown)).not.toContain(form);
  expect(verifyWebhookSecret(CANARY, new Secret(CANARY))).toBe(true);
});

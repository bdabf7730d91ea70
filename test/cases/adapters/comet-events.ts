import {
  narrowEvent,
  parseWebhookEvent,
  planWebhookEdit,
  streamEvents,
  verifyWebhookSecret,
  webhookKey,
  webhookOption,
} from 'reseller-sdk/comet/events';
import { DEFAULT_ADMIN, FakeCometServer } from 'reseller-sdk/testing';
import * as z from 'zod';

const count = z.int().nonnegative();
const Fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('failed-upgrade') }),
  z.strictObject({ kind: z.literal('refusal'), text: z.string().default('403 Unauth') }),
  z.strictObject({ kind: z.literal('drop'), afterEvents: count.default(0) }),
  z.strictObject({ kind: z.literal('garbage'), frame: z.string(), afterEvents: count }),
  z.strictObject({ kind: z.literal('slow-consumer'), afterEvents: count, lost: count }),
]);

const Step = z.union([
  z.strictObject({ emit: z.array(z.string()) }),
  z.strictObject({ take: count }),
  z.strictObject({ do: z.enum(['drop', 'end-sessions']) }),
]);

const StreamInput = z.strictObject({
  auth: z.enum(['session', 'password']).default('session'),
  password: z.string().default(DEFAULT_ADMIN.password),
  resyncAtStart: z.boolean().default(false),
  maxBufferedEvents: z.int().default(10_000),
  limit: z.int().default(20),
  faults: z.array(Fault).default([]),
  steps: z.array(Step),
});

/** Lets everything that is under way happen. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function runStream(input: unknown): Promise<unknown> {
  const { auth: type, password, limit, faults, steps, ...options } = StreamInput.parse(input);
  const fake = new FakeCometServer();
  for (const fault of faults) fake.injectStream({ fault });
  const skipped: string[] = [];
  const stream = streamEvents({
    ...options,
    baseUrl: 'https://backup.example.com/',
    auth: { type, username: DEFAULT_ADMIN.username, password },
    fetch: fake.fetch,
    webSocket: fake.webSocket,
    reconnect: { limit },
    sleep: turn,
    onEvent: (notice) => {
      if (notice.type === 'frame-skipped') skipped.push(notice.problem);
    },
  });
  const items: string[] = [];
  for (const step of steps) {
    if ('emit' in step) for (const ResourceID of step.emit) fake.emitEvent({ Type: 4201, ResourceID });
    else if ('do' in step) step.do === 'drop' ? fake.dropStreams() : fake.endSessions();
    else
      for (let left = step.take; left > 0; left -= 1) {
        const { value: item } = await stream.next();
        if (item?.type === 'resync') items.push(`resync ${item.reason}`);
        else items.push(item?.event.Type === 4000 ? 'HELLO' : String(item?.event.ResourceID));
      }
    await turn();
  }
  await stream.return?.();
  const logins = fake.streams.map(({ authType, outcome }) => `${authType} ${outcome}`.trim());
  return { items, skipped, logins, open: fake.openStreams };
}

const BodyInput = z.strictObject({ body: z.string(), maxLength: z.number().optional() });

function readBody(input: unknown): unknown {
  const { body, maxLength } = BodyInput.parse(input);
  const event = parseWebhookEvent(body, { maxLength });
  return { event, key: webhookKey(body), dataFits: narrowEvent(event)?.Data !== undefined };
}

const SecretInput = z.strictObject({ received: z.string().nullable(), expected: z.array(z.string()) });

const OptionInput = z.strictObject({
  url: z.string(),
  secret: z.string(),
  header: z.string().optional(),
  level: z.enum(['none', 'full']),
  events: z.union([z.literal('all'), z.array(z.number())]),
  headers: z.record(z.string(), z.string()).optional(),
  allowInsecureHttp: z.boolean().optional(),
});

const Webhook = z.looseObject({ URL: z.string(), WhiteListedEventTypes: z.array(z.number()).nullable() });
const EditInput = z.strictObject({
  current: z.record(z.string(), Webhook).nullable(),
  id: z.string(),
  option: Webhook.nullable(),
});

export const adapters = {
  'comet-events/stream': runStream,
  'comet-events/webhook-body': readBody,
  'comet-events/webhook-secret': (input: unknown) => {
    const { received, expected } = SecretInput.parse(input);
    return { verified: verifyWebhookSecret(received, expected) };
  },
  'comet-events/webhook-option': (input: unknown) => webhookOption(OptionInput.parse(input)),
  'comet-events/webhook-edit': (input: unknown) => {
    const { current, ...edit } = EditInput.parse(input);
    return planWebhookEdit(current, edit);
  },
};

/**
 * What happens on a Comet Server, as it happens: the live event stream as an async iterator, and webhooks.
 *
 * @module reseller-sdk/comet/events
 */
export type { EventItem, ResyncItem, StreamItem } from './item.ts';
export { type EventData, isHello, type KnownEvent, narrowEvent } from './narrow-event.ts';
export type {
  FrameProblem,
  FrameSkippedNotice,
  LostReason,
  StreamConnectedNotice,
  StreamLostNotice,
  StreamNotice,
} from './notice.ts';
export type { StreamBehaviour, StreamOptions, StreamOverClient, StreamOverOwnLogin } from './options.ts';
export type { ReconnectPolicy } from './reconnect.ts';
export type { EventSocket, EventSocketClass, SocketEvent, SocketEventType } from './socket.ts';
export { streamEvents } from './stream-events.ts';
export {
  type ParseWebhookOptions,
  parseWebhookEvent,
  type WebhookBodyCode,
  webhookKey,
} from './webhook-body.ts';
export {
  type EditWebhookOptions,
  editWebhook,
  planWebhookEdit,
  type WebhookEdit,
  type WebhookOptions,
  type WebhookPlan,
  type WebhookWarning,
  type WebhookWarningCode,
} from './webhook-config.ts';
export { type WebhookSpec, webhookOption } from './webhook-option.ts';
export { verifyWebhookSecret } from './webhook-secret.ts';

import { InvalidInputError } from '../../core/errors/input.ts';
import type { CallOptions } from '../../core/http/call.ts';
import { SEVT } from '../admin/constants/index.ts';
import type { CometConnection } from '../admin/index.ts';
import { sameJson } from '../admin/json-tree.ts';
import { AdminMetaWebhookOptionsGet, AdminMetaWebhookOptionsSet } from '../admin/operations/index.ts';
import type { WebhookOption } from '../admin/types/index.ts';

/** The webhooks of a server, or of an organization, by id. */
export type WebhookOptions = Record<string, WebhookOption>;

/** One change among the webhooks: this one is to be so, or with `null` not to be. */
export interface WebhookEdit {
  readonly id: string;
  readonly option: WebhookOption | null;
}

/** Codes of `WebhookWarning`. */
export type WebhookWarningCode =
  /** Writing drops the messages that wait for delivery, of all webhooks. */
  | 'QUEUED_MESSAGES_DROPPED'
  /** `SEVT_SERVER_UPDATED` with its data carries the whole configuration of the server with its secrets. */
  | 'SERVER_SECRETS_SENT';

/** What the edit does besides what was asked for. */
export interface WebhookWarning {
  readonly code: WebhookWarningCode;
  readonly message: string;
}

/** What an edit comes to. */
export interface WebhookPlan {
  /** False when everything is as it should be already; then writing would only lose messages. */
  readonly changed: boolean;
  /** The whole map to write: the server replaces what it has. */
  readonly options: WebhookOptions;
  readonly warnings: readonly WebhookWarning[];
}

/**
 * Plans an edit of the map of webhooks. The others stay as they are, and so do the members of an edited one that
 * this package does not know. Servers before 23.5 keep no `Level`, so there an edit with one is a change each time.
 *
 * Source: contract 12.1.
 *
 * @throws InvalidInputError for an empty id
 */
export function planWebhookEdit(
  current: Readonly<WebhookOptions> | null,
  { id, option }: WebhookEdit,
): WebhookPlan {
  if (typeof id !== 'string' || id === '') {
    throw new InvalidInputError('webhook', [{ path: 'id', message: 'must be a text that is not empty' }]);
  }
  const before = current ?? {};
  const others = Object.entries(before).filter(([name]) => name !== id);
  const existing = Object.hasOwn(before, id) ? before[id] : undefined;
  const edited = option === null ? undefined : { ...unknownOf(existing), ...option };
  const entries = edited === undefined ? others : [...others, [id, edited] as const];
  const changed = !sameJson(comparable(existing), comparable(edited));
  return { changed, options: Object.fromEntries(entries), warnings: warningsOf(changed, edited) };
}

const KNOWN: ReadonlySet<string> = new Set<keyof WebhookOption>([
  'URL',
  'CustomHeaders',
  'Level',
  'WhiteListedEventTypes',
]);

/** What an edit cannot speak of. The rest goes: a header of the receiver before is no business of the next one. */
function unknownOf(option: WebhookOption | undefined): object {
  return Object.fromEntries(Object.entries(option ?? {}).filter(([name]) => !KNOWN.has(name)));
}

/** Null and nothing inside mean the same, and servers answer with either; the order of types means nothing. */
function comparable(option: WebhookOption | undefined): WebhookOption | undefined {
  if (option === undefined) return undefined;
  const { CustomHeaders, WhiteListedEventTypes } = option;
  return {
    ...option,
    CustomHeaders: CustomHeaders ?? {},
    WhiteListedEventTypes: [...new Set(WhiteListedEventTypes)].sort((a, b) => a - b),
  };
}

function warningsOf(changed: boolean, option: WebhookOption | undefined): WebhookWarning[] {
  const warnings: WebhookWarning[] = [];
  if (changed) {
    const message =
      'Messages that wait for delivery, of all webhooks, are dropped. Read again what they tell of';
    warnings.push({ code: 'QUEUED_MESSAGES_DROPPED', message });
  }
  if (option !== undefined && sendsServerSecrets(option)) {
    const message =
      'SEVT_SERVER_UPDATED carries the configuration of the server with its secrets. Leave it out, or use level none';
    warnings.push({ code: 'SERVER_SECRETS_SENT', message });
  }
  return warnings;
}

function sendsServerSecrets({ Level, WhiteListedEventTypes: types }: WebhookOption): boolean {
  const listed = new Set(types);
  return Level !== 'none' && (listed.size === 0 || listed.has(SEVT.SEVT_SERVER_UPDATED));
}

/** What `editWebhook` takes besides the edit. */
export interface EditWebhookOptions extends CallOptions {
  /** Sees the plan before anything is written; `false` leaves the server as it is. */
  readonly confirm?: ((plan: WebhookPlan) => boolean | Promise<boolean>) | undefined;
}

/**
 * Reads the webhooks of the server (`AdminMetaWebhookOptionsGet`), makes one edit, and writes them back whole
 * (`AdminMetaWebhookOptionsSet`) if something changed. The server has no check against two who edit at once: the
 * later write wins.
 *
 * @returns the plan, whether it was written or not
 * @throws InvalidInputError for an empty id; what the two calls throw. A write whose answer was lost may have
 * happened: call again
 */
export async function editWebhook(
  comet: Pick<CometConnection, 'call'>,
  edit: WebhookEdit,
  { confirm = () => true, ...call }: EditWebhookOptions = {},
): Promise<WebhookPlan & { readonly written: boolean }> {
  const current = await comet.call(AdminMetaWebhookOptionsGet, {}, call);
  const plan = planWebhookEdit(current, edit);
  const written = plan.changed && (await confirm(plan));
  if (written) await comet.call(AdminMetaWebhookOptionsSet, { WebhookOptions: plan.options }, call);
  return { ...plan, written };
}

import { AbortedError } from '../../core/errors/transport.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { clientsSetBillingAgreements } from '../operations/credit.ts';

/** Whether a client has a card or the like on file. */
export interface AgreementStatus {
  /** External billing id of the client. */
  readonly externalId: string;
  /** Null: it could not be found out; Fleio is told nothing of this client. */
  readonly hasAgreement: boolean | null;
}

/** Options of the sync. */
export interface AgreementSyncOptions extends CallOptions {
  /** Clients in one call. Default 100. */
  readonly batchSize?: number | undefined;
}

/** Clients of whom Fleio was not told. */
export interface AgreementFailure {
  readonly externalIds: readonly string[];
  readonly error: unknown;
}

/** What was told. */
export interface AgreementSync {
  /** How many clients Fleio was told of. */
  readonly sent: number;
  /** Clients of whom it is not known, or of whom the statuses say both; nothing was sent of them. */
  readonly unknown: readonly string[];
  readonly failures: readonly AgreementFailure[];
}

const BATCH = 100;

/**
 * Tells Fleio which clients have a billing agreement, each once and as an absolute value, so that a repeat does no harm.
 * Fleio picks the credit limit of a client by it. A batch that fails stops no other.
 *
 * Source: contract fleio 10.1, 10.3.
 * @throws AbortedError when the caller's signal ended it
 */
export async function syncBillingAgreements(
  fleio: Pick<Caller, 'call'>,
  statuses: Iterable<AgreementStatus>,
  { batchSize = BATCH, ...options }: AgreementSyncOptions = {},
): Promise<AgreementSync> {
  const { known, unknown } = sorted(statuses);
  const failures: AgreementFailure[] = [];
  let sent = 0;
  for (let at = 0; at < known.length; at += Math.max(1, batchSize)) {
    const agreements = known.slice(at, at + Math.max(1, batchSize));
    try {
      await fleio.call(clientsSetBillingAgreements, { agreements }, options);
      sent += agreements.length;
    } catch (error) {
      if (error instanceof AbortedError) throw error;
      failures.push({ externalIds: agreements.map(({ uuid }) => uuid), error });
    }
  }
  return { sent, unknown, failures };
}

/** Every client once. */
function sorted(statuses: Iterable<AgreementStatus>) {
  const clients = new Map<string, boolean | null>();
  for (const { externalId, hasAgreement } of statuses) {
    const before = clients.get(externalId);
    clients.set(externalId, before === undefined || before === hasAgreement ? hasAgreement : null);
  }
  const known: { uuid: string; agreement: boolean }[] = [];
  const unknown: string[] = [];
  for (const [uuid, agreement] of clients) {
    if (agreement === null) unknown.push(uuid);
    else known.push({ uuid, agreement });
  }
  return { known, unknown };
}

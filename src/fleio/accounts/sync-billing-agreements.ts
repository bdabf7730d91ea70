import { issuesOf } from '../../core/check.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { AbortedError } from '../../core/errors/transport.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { clientsSetBillingAgreements } from '../operations/credit.ts';
import type { BillingAgreement } from '../types/clients.ts';

/** Whether a client has a card or the like on file. */
export interface AgreementStatus {
  /** External billing id of the client. */
  readonly externalId: string;
  /** Null: it could not be found out; Fleio is told nothing of this client. */
  readonly hasAgreement: boolean | null;
}

/** Options of the sync. */
export interface AgreementSyncOptions extends CallOptions {
  /** Clients in one call, a whole number from 1. Default 100. */
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
 * @throws AbortedError when the caller's signal ended it; InvalidInputError for a batch size that is none
 */
export async function syncBillingAgreements(
  fleio: Pick<Caller, 'call'>,
  statuses: Iterable<AgreementStatus>,
  { batchSize = BATCH, ...options }: AgreementSyncOptions = {},
): Promise<AgreementSync> {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new InvalidInputError('the sync', [
      { path: 'batchSize', message: 'expected a whole number from 1' },
    ]);
  }
  const { known, unknown, failures } = sorted(statuses);
  let sent = 0;
  for (let at = 0; at < known.length; at += batchSize) {
    const agreements = known.slice(at, at + batchSize);
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

/** Every client once. One whose id cannot be sent would keep the rest of his batch from being told. */
function sorted(statuses: Iterable<AgreementStatus>) {
  const clients = new Map<string, boolean | null>();
  for (const { externalId, hasAgreement } of statuses) {
    const before = clients.get(externalId);
    clients.set(externalId, before === undefined || before === hasAgreement ? hasAgreement : null);
  }
  const known: BillingAgreement[] = [];
  const unknown: string[] = [];
  const failures: AgreementFailure[] = [];
  for (const [uuid, agreement] of clients) {
    if (agreement === null) {
      unknown.push(uuid);
      continue;
    }
    const issues = issuesOf({ agreements: [{ uuid, agreement }] }, clientsSetBillingAgreements.input);
    if (issues.length === 0) known.push({ uuid, agreement });
    else failures.push({ externalIds: [uuid], error: new InvalidInputError('the agreement', issues) });
  }
  return { known, unknown, failures };
}

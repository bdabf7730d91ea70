import { IdempotencyConflictError } from '../../core/errors/engine.ts';
import { ConfigError, InvalidInputError } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import { systemClock } from '../../core/time.ts';
import { demandClient } from '../lifecycle/client.ts';
import { describeFailure } from '../lifecycle/failure.ts';
import { demandFree, LEASE_MS } from '../lifecycle/lease.ts';
import { demandServiceKey } from '../lifecycle/service-key.ts';
import { cancelRecord } from './cancelling.ts';
import { type Desk, save } from './desk.ts';
import type { JetpackPlansOptions, PlanCallOptions, PlanOrder, RecheckDueOptions } from './options.ts';
import { claimOf, isSameOrder, readTerms } from './order.ts';
import type { TerminateOutcome } from './outcome.ts';
import { request, resolve } from './provisioning.ts';
import type { PlanRecord, PlanVerdict } from './record.ts';
import type { PlanCheck } from './report.ts';
import { demandVerdict, settleRecord } from './settling.ts';
import { cancelled, freshRecord, goingOn, putOff } from './transitions.ts';

const LIMIT = 100;
const NOTHING: TerminateOutcome = { status: 'nothing_to_cancel' };

/**
 * Sells one plan per service, and cancels it, whatever breaks on the way: each step is saved before it is taken, no
 * service gets two plans, and no site is shared between services. What was begun is carried on by `recheckDue`.
 *
 * A method throws what a call failed with where nothing carries it on by itself. Otherwise it gives the record back, whose
 * `status` and `failure` say where it stands: an answer that was lost is `requesting`, no error.
 *
 * @example
 * const plans = new JetpackPlans({ repository, partnerKeys: { live: jetpack } });
 * const plan = await plans.sell('service-42', { siteUrl, localUser: 'admin', plan: 'premium' });
 */
export class JetpackPlans {
  readonly #desk: Desk;
  readonly #exclusive: 'site' | 'product';

  /** @throws ConfigError for no partner key, one without its client, a test key that is none of them, a lease that is no time, or an unknown `exclusive` */
  constructor({ repository, partnerKeys, testKeys = [], ...options }: JetpackPlansOptions) {
    const { leaseMs = LEASE_MS, clock = systemClock, exclusive = 'site' } = options;
    const clients = new Map(Object.entries(partnerKeys));
    if (clients.size === 0) throw new ConfigError('partnerKeys is empty: name the client of a partner key');
    for (const [key, client] of clients) demandClient(client, `partnerKeys.${key}`);
    const unknown = testKeys.filter((key) => !clients.has(key));
    if (unknown.length > 0) throw new ConfigError(`testKeys names ${unknown.join(', ')}, not in partnerKeys`);
    if (!Number.isSafeInteger(leaseMs) || leaseMs <= 0) {
      throw new ConfigError('leaseMs must be a whole number of milliseconds above 0');
    }
    // What is misspelt must not come to mean less.
    if (exclusive !== 'site' && exclusive !== 'product') {
      throw new ConfigError('exclusive must be site or product');
    }
    this.#desk = { repository, clients, testKeys: new Set(testKeys), leaseMs, clock };
    this.#exclusive = exclusive;
  }

  /** What is known of a service; null: nothing was ever sold under this key. @throws InvalidInputError for a key that is no text */
  async get(serviceKey: string): Promise<PlanRecord | null> {
    demandServiceKey(serviceKey);
    return this.#desk.repository.load(serviceKey);
  }

  /**
   * Sells a plan. Selling the same again gives the record back, without a request once it is clear where it stands; after
   * a cancellation, or a first refusal, it is a new sale.
   *
   * @throws InvalidInputError with every issue, and `SITE_TAKEN` for the site of another service; IdempotencyConflictError
   * when the service has, or may have, another plan; ApiError and its kinds for a refusal: nothing was sold;
   * ConcurrencyError while another worker is at it; ConfigError; what the repository throws
   */
  async sell(serviceKey: string, order: PlanOrder, { signal }: PlanCallOptions = {}): Promise<PlanRecord> {
    const desk = this.#desk;
    const terms = readTerms(serviceKey, order, desk.clients);
    const record = await desk.repository.load(serviceKey);
    if (record === null || record.claim === null) {
      const claim = claimOf(terms, this.#exclusive);
      return request(desk, freshRecord(serviceKey, terms, claim, record), { signal });
    }
    if (record.status === 'cancelling' || !isSameOrder(record, terms)) {
      throw new IdempotencyConflictError(serviceKey, 'Cancel its plan first, until that is done');
    }
    demandFree(record, desk.clock.now(), desk.leaseMs);
    const isOpen = record.status === 'requesting' || record.status === 'refused';
    return isOpen ? resolve(desk, { ...record, status: 'requesting' }, { signal }) : record;
  }

  /**
   * Finds out where a sale or a cancellation stands, and carries it on; of a plan that is there or gone, nothing is asked.
   * Null: nothing was ever sold under this key.
   *
   * @throws ConcurrencyError while another worker is at it; ApiError and its kinds for a refusal; ConfigError; what the
   * repository throws
   */
  async recheck(serviceKey: string, { signal }: PlanCallOptions = {}): Promise<PlanRecord | null> {
    const record = await this.get(serviceKey);
    return record === null ? null : this.#carryOn(record, { signal });
  }

  /**
   * Looks at all services whose time has come, one after the other. Call it from your scheduler, every minute if you like;
   * runs may overlap. What fails is told, and tried again at its time. A record whose status this version does not check,
   * since a newer one wrote it, is told as `unknown_status`, asked nothing about and put off by `leaseMs`, so that it keeps
   * no other from its turn.
   *
   * @throws InvalidInputError for a limit that is no number from 1; what the repository throws when the list cannot be read
   */
  async recheckDue({ limit = LIMIT, signal }: RecheckDueOptions = {}): Promise<readonly PlanCheck[]> {
    demandLimit(limit);
    const { repository, clock } = this.#desk;
    const checks: PlanCheck[] = [];
    for (const record of await repository.due(clock.now().toISOString(), limit)) {
      if (signal?.aborted) break;
      checks.push(await this.#check(record, { signal }));
    }
    return checks;
  }

  /**
   * Cancels the plan of a service, with the partner key that made it. The record then says `cancelled` or
   * `nothing_to_cancel`, or `cancelling` while that is not certain. Null: nothing was ever sold under this key.
   *
   * @throws ApiError and its kinds for a refusal, such as `incorrect_partner_key` or `not_jps_plan`: the plan stays, and
   * the record is `cancelling` until another call or `settle` ends that; ConfigError and AbortedError before anything was
   * sent: the record stays as it was, and a cancellation that was under way goes on; ConcurrencyError while another worker
   * is at it; what the repository throws
   */
  async cancel(serviceKey: string, { signal }: PlanCallOptions = {}): Promise<PlanRecord | null> {
    const desk = this.#desk;
    const record = await this.get(serviceKey);
    if (record === null) return null;
    demandFree(record, desk.clock.now(), desk.leaseMs);
    if (record.claim !== null) return cancelRecord(desk, record, { signal });
    return record.status === 'refused' ? save(desk, cancelled(record, NOTHING, desk.clock.now())) : record;
  }

  /**
   * What a human found out about a plan that no call can end: one that is `cancelling`, since the vendor refuses that for
   * good, or one whose partner key is no more among `partnerKeys`. After `cancelled` the record is over and its site free;
   * after `provisioned` the plan stays; `settled` in the record tells of the decision. Nothing is asked of the vendor, who
   * bills on whatever it has. Saying the same again changes nothing.
   *
   * @throws InvalidInputError for a verdict that is none, and for a service that can be settled by a call; ConcurrencyError
   * while another worker is at it, and until `leaseMs` after its last call; what the repository throws
   */
  async settle(serviceKey: string, verdict: PlanVerdict): Promise<PlanRecord> {
    demandVerdict(verdict);
    return settleRecord(this.#desk, serviceKey, await this.get(serviceKey), verdict);
  }

  async #carryOn(record: PlanRecord, options: PlanCallOptions): Promise<PlanRecord> {
    const desk = this.#desk;
    demandFree(record, desk.clock.now(), desk.leaseMs);
    switch (record.status) {
      case 'requesting':
      case 'awaiting_connection':
      case 'waiting_for_domain':
        return resolve(desk, record, options);
      case 'cancelling':
        return cancelRecord(desk, record, options);
      default:
        return record;
    }
  }

  async #check(due: PlanRecord, options: PlanCallOptions): Promise<PlanCheck> {
    const { serviceKey, status: from } = due;
    try {
      const carriedOn = await this.#carryOn(due, options);
      if (carriedOn.version === due.version) return await this.#leaveAlone(due);
      const { status: to, failure } = carriedOn;
      return { serviceKey, from, to, failure };
    } catch (error) {
      const failure = describeFailure(error, this.#desk.clock.now());
      const isOvertaken = failure.code === 'VERSION_CONFLICT';
      return { serviceKey, from, to: isOvertaken ? from : await this.#putBack(due, failure), failure };
    }
  }

  /** One that nothing is done about would be the first of every run, too. */
  async #leaveAlone(due: PlanRecord): Promise<PlanCheck> {
    const { clock, leaseMs } = this.#desk;
    const { serviceKey, status } = due;
    const now = clock.now();
    const message = `This version does not re-check the status ${quote(status)}. Leave it to the one that wrote it`;
    await save(this.#desk, putOff(due, now, leaseMs)).catch(() => undefined);
    const failure = { code: 'unknown_status', message, at: now.toISOString() };
    return { serviceKey, from: status, to: status, failure };
  }

  /** A check that failed before it changed anything would be the first of every run. */
  async #putBack(due: PlanRecord, failure: PlanCheck['failure']): Promise<PlanRecord['status']> {
    const desk = this.#desk;
    const stored = await desk.repository.load(due.serviceKey).catch(() => null);
    if (stored?.version !== due.version) return stored?.status ?? due.status;
    await save(desk, goingOn(stored, stored, failure, desk.clock.now())).catch(() => undefined);
    return stored.status;
  }
}

function demandLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit > 0) return;
  throw new InvalidInputError('recheckDue', [{ path: 'limit', message: 'must be a whole number from 1' }]);
}

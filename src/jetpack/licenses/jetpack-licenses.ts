import { IdempotencyConflictError } from '../../core/errors/engine.ts';
import { ConfigError, InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { systemClock } from '../../core/time.ts';
import { demandClient } from '../lifecycle/client.ts';
import { codeOf } from '../lifecycle/failure.ts';
import { demandFree, LEASE_MS } from '../lifecycle/lease.ts';
import { demandServiceKey, serviceKeyIssues } from '../lifecycle/service-key.ts';
import { licensingGet } from '../operations/licensing.ts';
import { findCandidates, isOfProduct } from './candidates.ts';
import { type Desk, save } from './desk.ts';
import { issue } from './issuing.ts';
import type {
  CandidateOptions,
  JetpackLicensesOptions,
  LicenseCallOptions,
  LicenseCandidate,
  LicenseOrder,
  LicenseVerdict,
  RevokeOptions,
} from './options.ts';
import type { LicenseRecord } from './record.ts';
import { revokeLicense } from './revoking.ts';
import { issued, rest } from './transitions.ts';

const PRODUCT = /^[a-z0-9][a-z0-9_-]*$/;

/**
 * Sells one license per service, and revokes it. Every license that is issued is billed, used or not, and no call of the
 * vendor says which order it was for: so a call whose answer was lost is never made again. The record is `unsettled`
 * then, until a human says which of the `candidates` it is, or that none was issued.
 *
 * @example
 * const licenses = new JetpackLicenses({ jetpack, repository });
 * const { status, licenseKey } = await licenses.sell('service-42', { product: 'jetpack-scan' });
 */
export class JetpackLicenses {
  readonly #desk: Desk;

  /** @throws ConfigError for a lease that is no time, and for no client */
  constructor({ jetpack, repository, leaseMs = LEASE_MS, clock = systemClock }: JetpackLicensesOptions) {
    if (!Number.isSafeInteger(leaseMs) || leaseMs <= 0) {
      throw new ConfigError('leaseMs must be a whole number of milliseconds above 0');
    }
    demandClient(jetpack, 'jetpack');
    this.#desk = { jetpack, repository, leaseMs, clock };
  }

  /** What is known of a service; null: nothing was ever sold under this key. @throws InvalidInputError for a key that is no text */
  async get(serviceKey: string): Promise<LicenseRecord | null> {
    demandServiceKey(serviceKey);
    return this.#desk.repository.load(serviceKey);
  }

  /** Services that wait for a human, or whose worker is at it or died: sales to settle, and revocations to repeat. */
  async listOpen(): Promise<readonly LicenseRecord[]> {
    return this.#desk.repository.listOpen();
  }

  /**
   * Issues a license for a service that has none. Selling the same again gives the record back; so does every sale while
   * one is `unsettled`. After a refusal, or a revocation, it is a new sale.
   *
   * @throws InvalidInputError with every issue; IdempotencyConflictError when the service has, or may have, a license of
   * another product, one that is being revoked, or one that came after its sale was settled otherwise; ApiError and its
   * kinds for a refusal, such as `missing_valid_payment_method`: none was issued; ConcurrencyError while another worker
   * is at it; what the repository throws
   */
  async sell(
    serviceKey: string,
    order: LicenseOrder,
    { signal }: LicenseCallOptions = {},
  ): Promise<LicenseRecord> {
    const product = readProduct(serviceKey, order);
    const desk = this.#desk;
    const record = await desk.repository.load(serviceKey);
    if (record === null || record.status === 'refused' || record.status === 'revoked') {
      return issue(desk, serviceKey, product, record, { signal });
    }
    if (record.product !== product || record.status === 'revoking') {
      throw new IdempotencyConflictError(serviceKey, 'Revoke its license first, until that is done');
    }
    if (record.status !== 'issuing') return record;
    demandFree(record, desk.clock.now(), desk.leaseMs);
    return save(desk, rest(record, 'unsettled', record.failure));
  }

  /**
   * The licenses that the lost sale of a service may have issued: of its product, issued since, neither attached nor
   * revoked, and of no other service. Even a single one may be somebody's who issued it by hand, and where there is none
   * the vendor may be late. None for a service that is not `unsettled`.
   *
   * @throws ConcurrencyError while a worker is at it; LimitExceededError after `maxPages`; what the client and the
   * repository throw
   */
  async candidates(serviceKey: string, options: CandidateOptions = {}): Promise<readonly LicenseCandidate[]> {
    const { repository, jetpack } = this.#desk;
    const record = await this.get(serviceKey);
    if (record === null || !this.#isUnsettled(record)) return [];
    return findCandidates(jetpack, repository, record, options);
  }

  /**
   * What a human found out about a sale that is `unsettled`. Saying the same again changes nothing. After `not-issued`
   * the license may be sold again.
   *
   * @throws InvalidInputError for a verdict that is none, a service that is not unsettled, a license of another product or
   * service, or one that was revoked; ConcurrencyError while a worker is at it; what the client and the repository throw
   */
  async settle(
    serviceKey: string,
    verdict: LicenseVerdict,
    { signal }: LicenseCallOptions = {},
  ): Promise<LicenseRecord> {
    const desk = this.#desk;
    const licenseKey = keyOf(verdict);
    const record = await this.get(serviceKey);
    if (record !== null && isSettledAs(record, licenseKey)) return record;
    if (record === null || !this.#isUnsettled(record)) throw unfit(serviceKey, 'has no sale to settle');
    if (licenseKey === null) {
      const message = 'A human said that no license was issued';
      const failure = { code: 'not_issued', message, at: desk.clock.now().toISOString() };
      return save(desk, rest(record, 'refused', failure));
    }
    demandProduct(record, licenseKey);
    const found = await desk.jetpack.call(licensingGet, { license_key: licenseKey }, { signal });
    if (found.revoked_at) throw unfit(serviceKey, 'cannot have a license that was revoked');
    // In the vendor's spelling, whatever a human typed: two spellings would pass for two licenses.
    demandProduct(record, found.license_key);
    return this.#adopt(issued(record, found.license_key));
  }

  /**
   * Revokes the license of a service, for good: the product leaves the site. Null: nothing was ever sold under this key.
   * `revoking`: the answer was lost; call it again, with that `licenseKey`, which reads the license first.
   *
   * @throws InvalidInputError, also `OTHER_LICENSE` when the record has another license than the one that is meant, or none,
   * and `LICENSE_UNSETTLED` for a sale that is to be settled first; ApiError and its kinds for a refusal: the license
   * stays, or, where an answer was lost before, is still `revoking`; ConcurrencyError while a worker is at it; what the
   * repository throws
   */
  async revoke(serviceKey: string, options: RevokeOptions = {}): Promise<LicenseRecord | null> {
    const desk = this.#desk;
    demandRevocation(options);
    const record = await this.get(serviceKey);
    if (record === null) return null;
    demandMeant(record, options.licenseKey);
    if (record.status === 'refused' || record.status === 'revoked') return record;
    demandFree(record, desk.clock.now(), desk.leaseMs);
    if (record.licenseKey !== null) return revokeLicense(desk, record, record.licenseKey, options);
    throw unfit(
      serviceKey,
      'may have a license of which nothing is known. Settle its sale first',
      'LICENSE_UNSETTLED',
    );
  }

  /** Whether a call of which nothing is known may have issued a license. @throws ConcurrencyError while it may run */
  #isUnsettled(record: LicenseRecord): boolean {
    const { clock, leaseMs } = this.#desk;
    if (record.status === 'issuing') demandFree(record, clock.now(), leaseMs);
    return record.status === 'issuing' || record.status === 'unsettled';
  }

  async #adopt(record: LicenseRecord): Promise<LicenseRecord> {
    try {
      return await save(this.#desk, record);
    } catch (error) {
      if (codeOf(error) !== 'DUPLICATE_KEY') throw error;
      throw unfit(record.serviceKey, 'cannot have the license of another service', 'LICENSE_TAKEN');
    }
  }
}

/** The license of a verdict; null: none was issued. Nothing but that word says so, since a second sale may follow. */
function keyOf(verdict: LicenseVerdict | null | undefined): string | null {
  if (verdict === 'not-issued') return null;
  const licenseKey: unknown = verdict?.licenseKey;
  if (typeof licenseKey === 'string' && licenseKey.trim() !== '') return licenseKey.trim();
  const message = "must be 'not-issued', or hold a licenseKey";
  throw new InvalidInputError('The verdict', [{ path: 'verdict', message }]);
}

function demandProduct({ serviceKey, product }: LicenseRecord, licenseKey: string): void {
  if (!isOfProduct(licenseKey, product)) throw unfit(serviceKey, `needs a license of ${product}`);
}

/** Whether a human, or the sale itself, has said the same before. */
function isSettledAs({ status, licenseKey }: LicenseRecord, wanted: string | null): boolean {
  return wanted === null ? status === 'refused' : status === 'issued' && licenseKey === wanted;
}

/** @throws InvalidInputError with every issue */
function readProduct(serviceKey: string, order: LicenseOrder | null | undefined): string {
  const issues = serviceKeyIssues(serviceKey);
  const product: unknown = order?.product;
  const isSlug = typeof product === 'string' && PRODUCT.test(product);
  if (!isSlug) issues.push({ path: 'product', message: 'must be a slug such as jetpack-scan' });
  if (!isSlug || issues.length > 0) throw new InvalidInputError('The order', issues);
  return product;
}

/** A key that is none would pass for no key at all, and so for any license. @throws InvalidInputError with every issue */
function demandRevocation({ licenseKey, cancellationEmail }: RevokeOptions): void {
  const issues: Issue[] = [];
  if (licenseKey !== undefined && (typeof licenseKey !== 'string' || licenseKey === '')) {
    issues.push({ path: 'licenseKey', message: 'must be a license key' });
  }
  if (cancellationEmail !== undefined && typeof cancellationEmail !== 'boolean') {
    issues.push({ path: 'cancellationEmail', message: 'must be true or false' });
  }
  if (issues.length > 0) throw new InvalidInputError('The revocation', issues);
}

/** Whoever names a license wants no other to end. @throws InvalidInputError */
function demandMeant(record: LicenseRecord, wanted: string | undefined): void {
  if (wanted === undefined || wanted === record.licenseKey) return;
  throw unfit(record.serviceKey, 'has another license than the one that is meant, or none', 'OTHER_LICENSE');
}

function unfit(serviceKey: string, message: string, code = 'INVALID_INPUT'): InvalidInputError {
  return new InvalidInputError(`Service ${serviceKey}`, [{ path: '', message }], code);
}

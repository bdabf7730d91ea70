import { ConcurrencyError } from '../../core/errors/engine.ts';
import type { LicenseRecord, LicenseStatus } from './record.ts';
import type { LicenseRepository } from './repository.ts';

const OPEN: ReadonlySet<LicenseStatus> = new Set(['issuing', 'unsettled', 'revoking']);

/**
 * Records of licenses in the memory of the process: for tests, demos and trying things out. With the process, it forgets
 * licenses that are billed until they are revoked.
 */
export class InMemoryLicenseRepository implements LicenseRepository {
  readonly #records = new Map<string, LicenseRecord>();
  readonly #holders = new Map<string, string>();

  async load(serviceKey: string): Promise<LicenseRecord | null> {
    return this.#records.get(serviceKey) ?? null;
  }

  async findByLicenseKey(licenseKey: string): Promise<LicenseRecord | null> {
    return this.#records.get(this.#holders.get(licenseKey) ?? '') ?? null;
  }

  async listOpen(): Promise<readonly LicenseRecord[]> {
    return [...this.#records.values()].filter(({ status }) => OPEN.has(status));
  }

  async save(record: LicenseRecord, expectedVersion: number): Promise<void> {
    const { serviceKey, licenseKey } = record;
    const stored = this.#records.get(serviceKey);
    if ((stored?.version ?? 0) !== expectedVersion) {
      throw new ConcurrencyError(
        `The license record of service ${serviceKey} was changed by another`,
        'VERSION_CONFLICT',
      );
    }
    if (licenseKey !== null && (this.#holders.get(licenseKey) ?? serviceKey) !== serviceKey) {
      throw new ConcurrencyError('Another service has this license', 'DUPLICATE_KEY');
    }
    if (stored?.licenseKey) this.#holders.delete(stored.licenseKey);
    if (licenseKey !== null) this.#holders.set(licenseKey, serviceKey);
    this.#records.set(
      serviceKey,
      Object.freeze({ ...record, failure: record.failure && { ...record.failure } }),
    );
  }
}

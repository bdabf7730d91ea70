import type {
  AccountSource,
  AgreementFlag,
  ClaimedAccount,
  ClaimedPeriod,
  DueAccounts,
} from 'reseller-sdk/invoice-policy';

/** What the vendor knows of an account; money in cents. */
export interface VendorAccount {
  usage: number;
  credited: number;
  limit: string | null;
  readonly periods: Map<string, 'ended' | 'taken'>;
  hasAgreement: boolean | null;
}

/** A vendor that counts usage: it hands out ended periods once, until they are given back. */
export class Vendor implements AccountSource {
  readonly accounts = new Map<string, VendorAccount>();
  readonly sentFlags: AgreementFlag[] = [];
  serverTime: Date | null = null;

  add(id: string, account: Partial<VendorAccount> = {}): VendorAccount {
    const added = {
      usage: 0,
      credited: 0,
      limit: '-10',
      hasAgreement: null,
      periods: new Map<string, 'ended' | 'taken'>(),
      ...account,
    };
    this.accounts.set(id, added);
    return added;
  }

  of(id: string): VendorAccount {
    return this.accounts.get(id) ?? this.add(id);
  }

  endPeriod(id: string): void {
    const { periods } = this.of(id);
    periods.set(`${id}/period-${periods.size + 1}`, 'ended');
  }

  async listDue(): Promise<DueAccounts> {
    return { accounts: [...this.accounts.keys()], serverTime: this.serverTime };
  }

  async claim(id: string): Promise<ClaimedAccount> {
    const { usage, credited, limit, hasAgreement, periods } = this.of(id);
    const taken: ClaimedPeriod[] = [];
    for (const [period, state] of periods) {
      if (state === 'taken') continue;
      periods.set(period, 'taken');
      taken.push({ id: period, serviceRef: `${id}/service` });
    }
    return {
      currency: 'USD',
      uptodateCredit: cents(credited - usage),
      effectiveCreditLimit: limit,
      hasBillingAgreement: hasAgreement,
      periods: taken,
    };
  }

  async release(serviceRef: string, ids: readonly string[]): Promise<void> {
    const { periods } = this.of(serviceRef.replace(/\/service$/, ''));
    for (const id of ids) periods.set(id, 'ended');
  }

  async setAgreements(flags: readonly AgreementFlag[]): Promise<void> {
    this.sentFlags.push(...flags);
  }
}

/** Cents as a decimal. */
export function cents(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A decimal with two digits as cents. */
export function toCents(amount: string): number {
  return Number(amount.replace('.', ''));
}

import type { InstantInput } from '../core/time.ts';

/**
 * One line that a provider charged, or that a plan line says it will charge. Rows of one pull are numbered before
 * (X8). Source: billing-audit design 4.
 */
export interface Charge {
  /** `fingerprint#occurrence` of the row (X8). Charges of one day are judged in the order of their ids. */
  readonly id: string;
  /** Civil day of the debit in UTC, `YYYY-MM-DD`. */
  readonly day: string;
  /** Instant of posting, where the provider says so; one that cannot be read is passed over. */
  readonly postedAt: InstantInput | null;
  /** Account as printed. */
  readonly account: string | null;
  /** Full device id or a prefix of at least six characters, as printed. */
  readonly deviceRef: string | null;
  /** An opaque name to the engine (X2). */
  readonly category: string;
  readonly text: string;
  /** Units or seats, as decimal text; one that cannot be read is passed over. */
  readonly quantity: string | null;
  /** Price of one unit, as decimal text. */
  readonly unitPrice: string | null;
  /** Decimal text in the account's one currency: above 0 a debit, below 0 a credit. */
  readonly amount: string;
  /** What the provider prints about the prepaid credit that paid; blank is no proof of a debit. */
  readonly packText: string | null;
  /** Debits that `packText` names, as decimal texts above 0; null unless each of its entries names one. */
  readonly packDebits: readonly string[] | null;
  readonly origin: 'history' | 'projected';
}

/** One row of one snapshot of what is listed now. */
export interface PlanLine {
  /** Instant of the snapshot. */
  readonly observedAt: InstantInput;
  readonly account: string | null;
  readonly deviceRef: string | null;
  readonly category: string;
  readonly text: string;
  /** Length of the billing cycle in days; 1 is daily. With 0 or null it is not known and the policy's default holds. */
  readonly cycleDays: number | null;
  /** Civil day of the next debit in UTC. Never made up: null where the snapshot names none. */
  readonly nextDue: string | null;
  /** Units or seats, as decimal text. */
  readonly quantity: string | null;
  /** Price of one unit for 30 days, also on a daily line, as decimal text. */
  readonly unitPrice: string | null;
  /** Charge of one cycle, as decimal text. */
  readonly amount: string | null;
}

interface DeviceFact {
  readonly account: string;
  /** Full device id. */
  readonly device: string;
}

interface FactAt {
  readonly at: InstantInput;
}

/** A device was registered. The same registration may be reported every night. */
export interface RegisteredFact extends DeviceFact, FactAt {
  readonly kind: 'registered';
}

/** A device was revoked, at the time of the event itself. The end of your own service is no such proof. */
export interface RevokedFact extends DeviceFact, FactAt {
  readonly kind: 'revoked';
}

/** A device was seen, and later a complete reading of its server did not hold it. */
export interface MissingFact extends DeviceFact {
  readonly kind: 'missing';
  readonly seenAt: InstantInput;
  readonly goneAt: InstantInput;
}

/** A reading counted so many units of a category on a device; more than none is also a sighting of the device. */
export interface CountFact extends DeviceFact, FactAt {
  readonly kind: 'count';
  readonly category: string;
  /** A whole number from 0 on. */
  readonly count: number;
}

/** A job ran on a device. */
export interface ActiveFact extends DeviceFact, FactAt {
  readonly kind: 'active';
  /** Category that the job was for. Without one, it shows that each service of the device still ran. */
  readonly category?: string | null | undefined;
}

/** An account was removed, and all its devices with it. */
export interface AccountEndFact extends FactAt {
  readonly kind: 'accountEnd';
  readonly account: string;
}

/** Something known about a device or an account, with the instant at which it was so. */
export type Fact = RegisteredFact | RevokedFact | MissingFact | CountFact | ActiveFact | AccountEndFact;

/** Civil days in UTC from first to last, both included. */
export interface AuditWindow {
  readonly from: string;
  readonly to: string;
}

/** One account's device with one category: what is billed as one thing. */
export interface Service {
  /** As the device is known, not as it is printed: accounts get renamed. */
  readonly account: string;
  /** Full id, in lower case. */
  readonly device: string;
  readonly category: string;
}

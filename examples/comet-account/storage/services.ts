import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { AccountUsage } from 'reseller-sdk/comet/provisioning';
import type { Ordered } from '../packages.ts';

/** What the seller wants an account to be. */
export type Wanted = 'active' | 'suspended' | 'closed';

/** Who orders what. */
export interface Order {
  readonly serviceKey: string;
  readonly name: string;
  readonly email: string;
  readonly ordered: Ordered;
}

/** A service as the billing system has it: what is wanted, and how much of it is done. */
export interface Service extends Order {
  readonly wanted: Wanted;
  /** Sealed; null once the service is closed. */
  readonly passwordBox: string | null;
  /** The sealed password that is to replace it, until the server has it. */
  readonly nextPasswordBox: string | null;
  /** Counts what was asked for, so that what is asked during the work on something else is not taken for done. */
  readonly asked: number;
  /** The count whose wishes the server fulfils. */
  readonly done: number;
  /** Why the last work on it stopped. */
  readonly trouble: string | null;
  /** What the account used at its end, for the last invoice. */
  readonly finalUsage: AccountUsage | null;
}

type Row = Record<string, SQLOutputValue>;

/**
 * The services in SQLite. What is wanted is written first, by whoever asks; the work on it follows, and may be taken up
 * by another process. A billing system has such a table already.
 */
export class Services {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  find(serviceKey: string): Service | undefined {
    const row = this.#database.prepare('SELECT * FROM services WHERE service_key = ?').get(serviceKey);
    return row && serviceOf(row);
  }

  list(): readonly Service[] {
    return this.#database.prepare('SELECT * FROM services ORDER BY service_key').all().map(serviceOf);
  }

  /** Takes an order with its sealed password. One that is there already stays as it is. */
  add({ serviceKey, name, email, ordered }: Order, passwordBox: string): void {
    const sql = `INSERT INTO services (service_key, name, email, package, devices, storage_gib, password_box)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
    const { package: product, devices, storageGib } = ordered;
    this.#database.prepare(sql).run(serviceKey, name, email, product, devices, storageGib, passwordBox);
  }

  /** Wants another product from now on. */
  wantProduct(serviceKey: string, { package: product, devices, storageGib }: Ordered): void {
    this.#ask(serviceKey, 'package = ?, devices = ?, storage_gib = ?', product, devices, storageGib);
  }

  wantState(serviceKey: string, wanted: Wanted): void {
    this.#ask(serviceKey, 'wanted = ?', wanted);
  }

  /** Wants a new password; one that is on its way already is the new one. */
  wantPassword(serviceKey: string, box: string): void {
    this.#ask(serviceKey, 'next_password_box = coalesce(next_password_box, ?)', box);
  }

  /** Wants a look at the account, where the server tells that something happened to it. */
  wantLook(username: string): void {
    const sql = `UPDATE services SET asked = asked + 1 WHERE service_key IN
      (SELECT service_key FROM comet_journal WHERE username = ? AND creation_guid IS NOT NULL)`;
    this.#database.prepare(sql).run(username);
  }

  /** Wants a look at every account. */
  wantLookAtAll(): void {
    this.#database.exec("UPDATE services SET asked = asked + 1 WHERE wanted <> 'closed'");
  }

  /** The server has the new password: from now on it is the password. */
  passwordIsSet(serviceKey: string): void {
    const sql = `UPDATE services SET password_box = next_password_box, next_password_box = NULL
      WHERE service_key = ? AND next_password_box IS NOT NULL`;
    this.#database.prepare(sql).run(serviceKey);
  }

  keepFinalUsage(serviceKey: string, usage: AccountUsage): void {
    const sql = 'UPDATE services SET final_usage = ? WHERE service_key = ?';
    this.#database.prepare(sql).run(JSON.stringify(usage), serviceKey);
  }

  /** What was asked for up to a count is done. Of an account that is no more, no password is kept. */
  isDone({ serviceKey, asked, wanted }: Service): void {
    const forget = wanted === 'closed' ? ', password_box = NULL, next_password_box = NULL' : '';
    const sql = `UPDATE services SET done = ?, trouble = NULL ${forget} WHERE service_key = ?`;
    this.#database.prepare(sql).run(asked, serviceKey);
  }

  isStuck(serviceKey: string, trouble: string): void {
    this.#database.prepare('UPDATE services SET trouble = ? WHERE service_key = ?').run(trouble, serviceKey);
  }

  /** A service that is closed stays so. */
  #ask(serviceKey: string, set: string, ...values: readonly (string | null)[]): void {
    const sql = `UPDATE services SET ${set}, asked = asked + 1 WHERE service_key = ? AND wanted <> 'closed'`;
    this.#database.prepare(sql).run(...values, serviceKey);
  }
}

function serviceOf(row: Row): Service {
  const { final_usage: finalUsage } = row;
  return {
    serviceKey: text(row['service_key']),
    name: text(row['name']),
    email: text(row['email']),
    ordered: {
      package: text(row['package']),
      devices: textOrNull(row['devices']),
      storageGib: textOrNull(row['storage_gib']),
    },
    wanted: wantedOf(row['wanted']),
    passwordBox: textOrNull(row['password_box']),
    nextPasswordBox: textOrNull(row['next_password_box']),
    asked: Number(row['asked']),
    done: Number(row['done']),
    trouble: textOrNull(row['trouble']),
    finalUsage: typeof finalUsage === 'string' ? JSON.parse(finalUsage) : null,
  };
}

function text(value: SQLOutputValue | undefined): string {
  return String(value);
}

function textOrNull(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function wantedOf(value: SQLOutputValue | undefined): Wanted {
  return value === 'suspended' || value === 'closed' ? value : 'active';
}

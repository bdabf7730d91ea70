import type { DatabaseSync } from 'node:sqlite';

/** How far an order has come: bought, delivered and tried out by its customer, cancelled, over. */
export type OrderPhase = 'bought' | 'tried' | 'cancelled' | 'over';

/** The billing system's own word on its orders: what was wanted, and what of it is done. */
export class Orders {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** A new order is `bought`. */
  phaseOf(serviceId: string): OrderPhase {
    const sql = 'SELECT phase FROM orders WHERE service_id = ?';
    const phase = this.#database.prepare(sql).get(serviceId)?.['phase'];
    return phase === 'tried' || phase === 'cancelled' || phase === 'over' ? phase : 'bought';
  }

  /** Notes how far it has come. */
  enter(serviceId: string, phase: OrderPhase): void {
    const sql = `INSERT INTO orders (service_id, phase) VALUES (?, ?)
      ON CONFLICT (service_id) DO UPDATE SET phase = excluded.phase`;
    this.#database.prepare(sql).run(serviceId, phase);
  }
}

import { parseInstant } from 'reseller-sdk';
import type { Diary } from './diary.ts';
import { accountIdOf, serviceIdOf } from './people.ts';
import type { World } from './world.ts';

/** What somebody does at an instant, right before the tick. */
export interface Scene {
  readonly at: Date;
  readonly play: () => Promise<void> | void;
}

/** What scenes are made of. */
export class Stage {
  readonly world: World;
  readonly #diary: Diary;

  constructor(world: World, diary: Diary) {
    this.world = world;
    this.#diary = diary;
  }

  scene(at: string, play: Scene['play']): Scene {
    return { at: parseInstant(at), play };
  }

  note(who: string, what: string): void {
    this.#diary.note(who, what);
  }

  /** Numbers of the invoices of a customer that have a status. */
  invoicesOf(who: string, status: string): string[] {
    const invoices = this.world.office.ports.invoices.list();
    return invoices.flatMap((one) => (one.clientId === who && one.status === status ? one.id : []));
  }

  /** A customer pays all that he was asked for. */
  pays(at: string, who: string): Scene {
    return this.scene(at, async () => {
      for (const id of this.invoicesOf(who, 'unpaid')) {
        this.world.office.payments.paid(id);
        this.note(who, `pays invoice ${id}`);
      }
    });
  }

  /** An event that was delivered comes once more. */
  again(at: string, who: string, event: 'paid' | 'refunded'): Scene {
    return this.scene(at, async () => {
      for (const id of this.invoicesOf(who, event)) {
        const isNews = await this.world.office.payments[event](id);
        this.note(who, `the same event again: ${isNews ? 'COUNTED TWICE' : 'known'}`);
      }
    });
  }

  /** Fleio's id of the service of a customer. */
  async fleioServiceOf(who: string) {
    const link = { external_billing_id: serviceIdOf(who), client__external_billing_id: accountIdOf(who) };
    return (await this.world.fleio.services.byExternalId(link)).id;
  }
}

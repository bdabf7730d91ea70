import { DatabaseSync } from 'node:sqlite';
import { type Secret, SecretBox } from 'reseller-sdk';
import { ActionTokens } from 'reseller-sdk/action-tokens';
import { KatapultClient } from 'reseller-sdk/katapult';
import { ManagedOrganizations } from 'reseller-sdk/katapult/organizations';
import { VmProvisioner, type VmRequest } from 'reseller-sdk/katapult/vm';
import type { PacedClock } from './clock.ts';
import type { CrashPoints } from './crash-point.ts';
import { prepareDatabase } from './storage/database.ts';
import { Orders } from './storage/orders.ts';
import { SqliteOrganizationStore } from './storage/organization-store.ts';
import { SqliteActionTokenStore } from './storage/token-store.ts';
import { SqliteVmRepository } from './storage/vm-repository.ts';

/** What a shop must be told. */
export interface ShopOptions {
  readonly baseUrl: string | undefined;
  readonly token: Secret;
  /** Base64 of 32 bytes; seals the root passwords. */
  readonly sealingKey: Secret;
  readonly databaseFile: string;
  readonly parent: string | undefined;
  /** What a customer gets who orders. */
  readonly product: VmRequest;
  readonly clock: PacedClock;
  readonly crashPoints: CrashPoints;
  readonly print: (line: string) => void;
}

/** All that a billing system needs to sell machines: the parts of the package, and storage in one SQLite file. */
export interface Shop {
  readonly vms: VmProvisioner;
  readonly organizations: ManagedOrganizations;
  readonly actions: ActionTokens;
  readonly outbox: SqliteVmRepository;
  readonly orders: Orders;
  readonly product: VmRequest;
  readonly clock: PacedClock;
  readonly print: (line: string) => void;
  readonly close: () => void;
}

/** Opens the shop. */
export function openShop(options: ShopOptions): Shop {
  const { baseUrl, token, sealingKey, databaseFile, parent, clock, crashPoints, print, product } = options;
  const database = prepareDatabase(new DatabaseSync(databaseFile));
  const repository = crashPoints.watch(new SqliteVmRepository(database));
  const katapult = new KatapultClient({ token, baseUrl, fetch: crashPoints.fetch });
  const secretBox = new SecretBox({ keys: [{ id: 'k1', key: sealingKey.reveal() }] });
  return {
    vms: new VmProvisioner({ katapult, repository, secretBox, clock, policy: { autoRetry: true } }),
    organizations: new ManagedOrganizations({
      katapult,
      store: crashPoints.watch(new SqliteOrganizationStore(database)),
      parent,
      clock,
    }),
    actions: new ActionTokens({ store: crashPoints.watch(new SqliteActionTokenStore(database)), clock }),
    outbox: repository,
    orders: crashPoints.watch(new Orders(database)),
    product,
    clock,
    print,
    close: () => database.close(),
  };
}

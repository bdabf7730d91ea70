import type { Secret } from 'reseller-sdk';
import { ActionTokens } from 'reseller-sdk/action-tokens';
import { CometConnection } from 'reseller-sdk/comet/admin';
import { AdminAccountProperties } from 'reseller-sdk/comet/admin/operations';
import { type AccountJournal, CometAccounts, type ServerCapabilities } from 'reseller-sdk/comet/provisioning';
import type { CrashPoints } from './crash-points.ts';
import { Passwords } from './passwords.ts';
import { SqliteAccountJournal } from './storage/account-journal.ts';
import { openDatabase } from './storage/database.ts';
import { ServiceLocks } from './storage/service-locks.ts';
import { Services } from './storage/services.ts';
import { SqliteActionTokenStore } from './storage/token-store.ts';
import { WebhookDeliveries } from './storage/webhook-deliveries.ts';

/** What a shop must be told. */
export interface ShopOptions {
  readonly baseUrl: string;
  readonly username: string;
  readonly password: Secret;
  /** Id of the storage template that vaults are made from. */
  readonly storageTemplate: string;
  readonly databaseFile: string;
  /** Base64 of 32 bytes; seals the passwords of accounts. */
  readonly sealingKey: Secret;
  /** What the webhook of the server sends as `Authorization`. */
  readonly webhookSecret: Secret | undefined;
  /** Where customers reach `serve`. */
  readonly publicUrl: string;
  readonly crashPoints: CrashPoints;
}

/** All that a billing system needs to sell accounts: the parts of the package, and storage in SQLite. */
export interface Shop {
  readonly comet: CometConnection;
  readonly accounts: CometAccounts;
  readonly journal: AccountJournal;
  readonly services: Services;
  readonly locks: Pick<ServiceLocks, 'take'>;
  readonly passwords: Passwords;
  readonly loginTokens: ActionTokens;
  readonly deliveries: WebhookDeliveries;
  readonly storageTemplate: string;
  readonly publicUrl: string;
  readonly webhookSecret: Secret | undefined;
  /** What the server and the login can do, asked once. */
  readonly capabilities: () => Promise<ServerCapabilities>;
  readonly close: () => Promise<void>;
}

/** Opens the shop; the server is not called yet. */
export function openShop(options: ShopOptions): Shop {
  const { baseUrl, username, password, databaseFile, crashPoints } = options;
  const { storageTemplate, publicUrl, webhookSecret } = options;
  const database = openDatabase(databaseFile);
  const comet = new CometConnection({
    baseUrl,
    auth: { type: 'session', username, password },
    fetch: crashPoints.watchFetch(globalThis.fetch),
  });
  const journal = crashPoints.watch(new SqliteAccountJournal(database));
  const accounts = new CometAccounts({ comet, journal });
  const locks = new ServiceLocks(`${databaseFile}-locks`);
  crashPoints.onDeath(() => {
    locks.close();
    database.close();
  });
  let capabilities: Promise<ServerCapabilities> | undefined;
  return {
    ...{ comet, accounts, journal, locks, storageTemplate, publicUrl, webhookSecret },
    services: crashPoints.watch(new Services(database)),
    passwords: new Passwords(options.sealingKey),
    loginTokens: new ActionTokens({ store: crashPoints.watch(new SqliteActionTokenStore(database)) }),
    deliveries: crashPoints.watch(new WebhookDeliveries(database)),
    capabilities: () => (capabilities ??= askCapabilities(comet, accounts)),
    close: async () => {
      locks.close();
      database.close();
      // A session that could not be ended ends by itself; what was done is done all the same.
      await comet.close().catch(() => undefined);
    },
  };
}

/** Newer settings are left out on an older server, and a tenant's own login works in its organization. */
async function askCapabilities(comet: CometConnection, accounts: CometAccounts): Promise<ServerCapabilities> {
  const test = await accounts.test();
  if (!test.ok) throw test.error;
  const { OrganizationID } = await comet.call(AdminAccountProperties, {});
  return { serverVersion: test.version, loginOrganizationId: OrganizationID || undefined };
}

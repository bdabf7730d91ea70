import type { Clock, Secret } from 'reseller-sdk';
import { JetpackPartnerClient } from 'reseller-sdk/jetpack';
import { JetpackLicenses } from 'reseller-sdk/jetpack/licenses';
import { JetpackPlans } from 'reseller-sdk/jetpack/plans';
import type { CrashPoints } from './crash-points.ts';
import { openDatabase } from './storage/database.ts';
import { SqliteLicenseRepository } from './storage/license-repository.ts';
import { SqlitePlanRepository } from './storage/plan-repository.ts';

/** What a shop must be told. */
export interface ShopOptions {
  /** Of the partner key, for plans; undefined: licenses alone. */
  readonly clientId: string | undefined;
  readonly clientSecret: Secret | undefined;
  /** The name of the partner key in the records. Only the key that sold a plan can cancel it. */
  readonly keyName: 'live' | 'test';
  /** For licenses; undefined: plans alone. */
  readonly licensingToken: Secret | undefined;
  readonly baseUrl: string | undefined;
  /** Longest time of a request, in milliseconds. Default: that of the package for each call. */
  readonly timeout: number | undefined;
  readonly databaseFile: string;
  readonly clock: Clock;
  readonly crashPoints: CrashPoints;
}

/** All that a billing system needs to sell plans and licenses: the parts of the package, and storage in SQLite. */
export interface Shop {
  readonly jetpack: JetpackPartnerClient;
  readonly plans: JetpackPlans;
  readonly licenses: JetpackLicenses;
  readonly planRecords: Pick<SqlitePlanRepository, 'list'>;
  readonly licenseRecords: Pick<SqliteLicenseRepository, 'list'>;
  /** Which credentials there are. */
  readonly sells: { readonly plans: boolean; readonly licenses: boolean };
  readonly clock: Clock;
  readonly close: () => void;
}

/** Opens the shop; the vendor is not called yet. */
export function openShop(options: ShopOptions): Shop {
  const { clientId, clientSecret, keyName, licensingToken, baseUrl, timeout, clock, crashPoints } = options;
  const credentials = { clientId, clientSecret, licensingToken };
  const fetch = crashPoints.watchFetch(globalThis.fetch);
  const jetpack = new JetpackPartnerClient({ ...credentials, baseUrl, timeout, fetch });
  const database = openDatabase(options.databaseFile);
  crashPoints.onDeath(() => database.close());
  const planRecords = crashPoints.watch(new SqlitePlanRepository(database));
  const licenseRecords = crashPoints.watch(new SqliteLicenseRepository(database));
  return {
    jetpack,
    plans: new JetpackPlans({
      repository: planRecords,
      partnerKeys: { [keyName]: jetpack },
      testKeys: keyName === 'test' ? ['test'] : [],
      clock,
    }),
    licenses: new JetpackLicenses({ jetpack, repository: licenseRecords, clock }),
    ...{ planRecords, licenseRecords, clock },
    sells: { plans: clientSecret !== undefined, licenses: licensingToken !== undefined },
    close: () => database.close(),
  };
}

import type { CallOptions } from '../../core/http/transport.ts';
import type { Send } from './api/session.ts';
import { CometPortalConnection } from './connection.ts';
import {
  type CloudviewGroup,
  type CometGoGroup,
  cloudviewGroup,
  cometGoGroup,
  type DownloadsGroup,
  downloadsGroup,
  type HostedCometGroup,
  hostedCometGroup,
  type LegacyLicensesGroup,
  type LicensesGroup,
  legacyLicensesGroup,
  licensesGroup,
  ReportsGroup,
} from './groups.ts';
import { type LatestVersion, latestVersion } from './operations/downloads.ts';

/**
 * Client of the Comet Account Portal, where the vendor bills: the two reports, licences, hosted servers.
 *
 * Every method rejects with an error of this package: `AuthenticationError` (401 and 403; the vendor does not
 * tell bad credentials from a missing permission), `ValidationError` (400), `ServerError` (5xx), `TimeoutError`,
 * `TransportError`, `UnexpectedResponseError` for a good status with a bad body. No error holds a secret.
 *
 * @example
 * const portal = new CometPortalClient({ token: () => vault.read('comet-portal') });
 * for (const charge of (await portal.reports.billingHistory()).rows) console.log(charge.usageDate, charge.amount);
 */
export class CometPortalClient extends CometPortalConnection {
  /** What the groups call; a group needs no more of its client. */
  readonly #send: Send = (operation, params, options) => this.run(operation, params, options);
  #reports: ReportsGroup | undefined;
  #licenses: LicensesGroup | undefined;
  #hostedComet: HostedCometGroup | undefined;
  #cloudview: CloudviewGroup | undefined;
  #downloads: DownloadsGroup | undefined;
  #legacyLicenses: LegacyLicensesGroup | undefined;
  #cometGo: CometGoGroup | undefined;

  /** The two reports. */
  get reports(): ReportsGroup {
    this.#reports ??= new ReportsGroup(this.#send);
    return this.#reports;
  }

  /** Licences of self-hosted servers. */
  get licenses(): LicensesGroup {
    this.#licenses ??= licensesGroup(this.#send);
    return this.#licenses;
  }

  /** Servers that the vendor hosts. */
  get hostedComet(): HostedCometGroup {
    this.#hostedComet ??= hostedCometGroup(this.#send);
    return this.#hostedComet;
  }

  /** CloudView accounts, deprecated by the vendor. */
  get cloudview(): CloudviewGroup {
    this.#cloudview ??= cloudviewGroup(this.#send);
    return this.#cloudview;
  }

  /** Installers, by the older guide. */
  get downloads(): DownloadsGroup {
    this.#downloads ??= downloadsGroup(this.#send);
    return this.#downloads;
  }

  /** Licence calls of the older guide. */
  get legacyLicenses(): LegacyLicensesGroup {
    this.#legacyLicenses ??= legacyLicensesGroup(this.#send);
    return this.#legacyLicenses;
  }

  /** Hosted servers by the older guide. */
  get cometGo(): CometGoGroup {
    this.#cometGo ??= cometGoGroup(this.#send);
    return this.#cometGo;
  }

  /** The newest versions (`LatestVersion`, `GET /latestversion`). Needs no authentication, and sends none. */
  latestVersion(options?: CallOptions): Promise<LatestVersion> {
    return this.run(latestVersion, undefined, options);
  }
}

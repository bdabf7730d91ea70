import type { KatapultSettings } from '../options.ts';
import { Sender } from '../sender.ts';
import {
  PublicDataCentersGroup,
  PublicPricesGroup,
  PublicSignUpsGroup,
  PublicStatisticsGroup,
  PublicVirtualMachinePackagesGroup,
} from './groups.ts';

/**
 * Options of {@link KatapultPublicClient}: there is no token. `baseUrl` is `https://api.katapult.io/public/v1` by
 * default.
 */
export type KatapultPublicOptions = KatapultSettings;

/**
 * Client of the public Katapult API, for a page that shows prices and takes sign-ups before anybody has an account.
 * Parameters and answers keep the vendor's names; errors are those of `KatapultClient`, with the vendor
 * `katapult-public`.
 *
 * @example
 * const katapult = new KatapultPublicClient();
 * for await (const { name, memory_in_gb } of katapult.virtualMachinePackages.iterate()) console.log(name, memory_in_gb);
 */
export class KatapultPublicClient {
  /** Data centers. */
  readonly dataCenters: PublicDataCentersGroup;
  /** The price list, and estimates by it. */
  readonly prices: PublicPricesGroup;
  /** Sign-ups of new users. */
  readonly signUps: PublicSignUpsGroup;
  /** Figures of the whole platform. */
  readonly statistics: PublicStatisticsGroup;
  /** Packages: sizes of virtual machines. */
  readonly virtualMachinePackages: PublicVirtualMachinePackagesGroup;

  /** @throws ConfigError for an address or a limit that cannot be used */
  constructor(options: KatapultPublicOptions = {}) {
    const sender = new Sender(options, {
      vendor: 'katapult-public',
      baseUrl: 'https://api.katapult.io/public/v1',
      // All codes of this API agree with their status.
      kindOf: () => undefined,
    });
    this.dataCenters = new PublicDataCentersGroup(sender);
    this.prices = new PublicPricesGroup(sender);
    this.signUps = new PublicSignUpsGroup(sender);
    this.statistics = new PublicStatisticsGroup(sender);
    this.virtualMachinePackages = new PublicVirtualMachinePackagesGroup(sender);
  }
}

import type { AvailableDownload } from '../../comet/admin/types/index.ts';
import type { Clock } from '../../core/time.ts';
import type { Random } from '../random.ts';
import type { CometBehaviour } from './behaviour.ts';
import type { LoginProtection } from './login-protection.ts';
import type { Sessions } from './sessions.ts';
import type { CometState } from './state.ts';

/** How a second factor is asked for: by HTTP 449 and a header, or by a message inside HTTP 200. */
export type SecondFactorSign = 'http-449' | 'message';

/** What the endpoints of one fake server share. */
export interface World {
  readonly state: CometState;
  readonly sessions: Sessions;
  readonly protection: LoginProtection;
  readonly clock: Clock;
  readonly random: Random;
  /** Server version, such as `25.9.8`. */
  readonly version: string;
  /** Changes with every start of the server. */
  readonly startHash: string;
  /** Seconds since the epoch. */
  readonly startTime: number;
  readonly secondFactorSign: SecondFactorSign;
  readonly behaviour: CometBehaviour;
  /** Whether clients may be downloaded without a login. */
  readonly publicDownloads: boolean;
  /** Builds of the client by number. */
  readonly platforms: ReadonlyMap<number, AvailableDownload>;
  /** Whether a download by a number that is not on offer is refused. */
  readonly strictPlatforms: boolean;
  /** Bytes of the client installers. */
  readonly clientInstaller: Uint8Array;
  /** Steps of codes that were used, by account: a code works once. */
  readonly usedTotpSteps: Map<string, Set<number>>;
}

/** The present in seconds since the epoch, as the wire counts. */
export function nowSeconds({ clock }: World): number {
  return Math.floor(clock.now().getTime() / 1000);
}

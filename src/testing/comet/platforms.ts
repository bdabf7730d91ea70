import type { AvailableDownload } from '../../comet/admin/types/index.ts';
import { EVERY_VERSION } from './version.ts';
import { decodeSeed, type Seed } from './wire-types.ts';

/** Builds of the client by platform number. The vendor publishes no numbers: read them from the server. */
export type CometPlatforms = Readonly<Record<number, Seed<AvailableDownload>>>;

/** Builds on offer unless told otherwise, under invented numbers. */
const DEFAULT_PLATFORMS: CometPlatforms = {
  1: { Category: 'Windows', Description: 'Any CPU (.exe)', Recommended: true },
  2: { Category: 'Windows', Description: 'Any CPU (.zip)' },
  3: { Category: 'macOS', Description: 'Apple silicon (.pkg)', Recommended: true },
  4: { Category: 'Linux', Description: 'Other distributions (.run)', Recommended: true },
  5: { Category: 'Linux', Description: 'Debian (.deb)' },
};

/** The builds on offer, completed. @throws InvalidInputError for a build that no server could have */
export function platformsOf(platforms: CometPlatforms = DEFAULT_PLATFORMS): Map<number, AvailableDownload> {
  return new Map(
    Object.entries(platforms).map(([id, build]) => [
      Number(id),
      decodeSeed('AvailableDownload', build, EVERY_VERSION),
    ]),
  );
}

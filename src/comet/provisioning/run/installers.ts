import type { CallOptions } from '../../../core/http/call.ts';
import {
  AdminBrandingAvailablePlatforms,
  AdminBrandingGenerateClientByPlatform,
} from '../../admin/generated/operations/branding.ts';
import { checkCall } from './check-call.ts';
import type { CometAccountsOptions } from './options.ts';
import { stopOf } from './stop.ts';

/** A build of the backup software that the server offers. */
export interface InstallerPlatform {
  /** The vendor's number of the platform. */
  readonly platform: number;
  /** The system, such as `Windows`. */
  readonly category: string;
  readonly description: string;
  readonly recommended: boolean;
}

/** The builds that a server offers, in the order of their numbers. Source: contract 2.11. */
export async function listInstallers(
  { comet }: CometAccountsOptions,
  call: CallOptions,
): Promise<readonly InstallerPlatform[]> {
  checkCall('installers', call);
  try {
    const platforms = await comet.call(AdminBrandingAvailablePlatforms, {}, call);
    return Object.entries(platforms)
      .map(([platform, { Category, Description, Recommended }]) => {
        return {
          platform: Number(platform),
          category: Category,
          description: Description,
          recommended: Recommended,
        };
      })
      .sort((a, b) => a.platform - b.platform);
  } catch (error) {
    throw stopOf(error, { operation: AdminBrandingAvailablePlatforms.name });
  }
}

/** The bytes of an installer. A refusal of the server is an error, never a file. Source: contract 2.11. */
export async function downloadInstaller(
  { comet }: CometAccountsOptions,
  platform: number,
  call: CallOptions,
): Promise<Uint8Array> {
  checkCall('installer', call);
  try {
    return await comet.call(AdminBrandingGenerateClientByPlatform, { Platform: platform }, call);
  } catch (error) {
    throw stopOf(error, { operation: AdminBrandingGenerateClientByPlatform.name });
  }
}

import { requireFields } from '../api/form.ts';
import type { PortalOperation } from '../api/operation.ts';
import { bare, binary, type PortalFile } from '../api/readers.ts';
import { listOf, objectWith, text, textList } from '../api/shape.ts';

/** A version that can be downloaded. The mixed case of its fields is the vendor's. */
export interface DownloadVersion {
  /** Such as `20.9.3`. */
  readonly version_key: string;
  readonly Name: string;
  /** Version with its code name in double quotes. */
  readonly Version: string;
  /** Text of the download links and sizes. */
  readonly Download: string;
  readonly [field: string]: unknown;
}

/** Which build to download. */
export interface DownloadParams {
  /** A key of the list, or `latest-quarterly`. */
  readonly version_key: string;
  readonly platform:
    | 'download_windows'
    | 'download_linux_deb'
    | 'download_linux_rpm'
    | 'download_linux_tar'
    | (string & {});
}

/** The newest versions. */
export interface LatestVersion {
  /** The Quarterly release. */
  readonly latest_stable: string;
  /** The Voyager release. */
  readonly latest_prerelease: string;
  readonly downloads_url: string;
  readonly updates_info: readonly string[];
  readonly [field: string]: unknown;
}

const version = () => objectWith({ version_key: text, Name: text, Version: text, Download: text });

/** Older guide: `POST /api/v1/downloads/list`, newest first. */
export const downloadsList: PortalOperation<void, readonly DownloadVersion[]> = {
  name: 'DownloadsList',
  method: 'POST',
  path: '/api/v1/downloads/list',
  generation: 'older',
  safety: 'read',
  timeoutClass: 'standard',
  form: () => ({ format: 'json' }),
  reader: () => bare(listOf(version())),
};

/** Older guide: `POST /api/v1/downloads/get`, a stream. */
export const downloadsGet: PortalOperation<DownloadParams, PortalFile> = {
  name: 'DownloadsGet',
  method: 'POST',
  path: '/api/v1/downloads/get',
  generation: 'older',
  safety: 'read',
  timeoutClass: 'standard',
  form: ({ version_key, platform }) =>
    requireFields('DownloadsGet', { version_key, platform }, ['version_key', 'platform']),
  reader: () => binary,
};

/** `GET /latestversion`, which needs no authentication. */
export const latestVersion: PortalOperation<void, LatestVersion> = {
  name: 'LatestVersion',
  method: 'GET',
  path: '/latestversion',
  generation: 'older',
  anonymous: true,
  safety: 'read',
  timeoutClass: 'standard',
  form: () => ({}),
  reader: () =>
    bare(
      objectWith({
        latest_stable: text,
        latest_prerelease: text,
        downloads_url: text,
        updates_info: textList,
      }),
    ),
};

import { bytesAnswer, jsonAnswer } from '../../api/answers.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { Refusal } from '../refusal.ts';

const GENERATE = '/api/v1/admin/branding/generate-client';
const UPDATE = '/api/v1/update-software';

type Client = Pick<CometEndpoint, 'name' | 'path' | 'since' | 'aliases' | 'params'>;

/** Client installers, each under a path of its own. */
const CLIENTS: readonly Client[] = [
  { name: 'ByPlatform', path: 'by-platform', since: '18.12.2', params: { Platform: 'int' } },
  { name: 'LinuxDeb', path: 'linux-deb', since: '23.12.3' },
  { name: 'Linuxgeneric', path: 'linuxgeneric', aliases: [`${UPDATE}/linuxgeneric`] },
  { name: 'MacosArm64', path: 'macos-arm64', since: '22.11.2' },
  { name: 'MacosX8664', path: 'macos-x86_64', aliases: [`${UPDATE}/macos-x86_64`] },
  { name: 'SpkDsm6', path: 'spk-dsm6', aliases: [`${UPDATE}/spk-dsm6`] },
  { name: 'SpkDsm7', path: 'spk-dsm7', aliases: [`${UPDATE}/spk-dsm7`] },
  { name: 'WindowsAnycpuExe', path: 'windows-anycpu-exe', aliases: [`${UPDATE}/windows`, UPDATE] },
  { name: 'WindowsAnycpuZip', path: 'windows-anycpu-zip', aliases: [`${GENERATE}/windows`, GENERATE] },
  { name: 'WindowsX8632Exe', path: 'windows-x86_32-exe', aliases: [`${UPDATE}/windows-x86_32`] },
  { name: 'WindowsX8632Zip', path: 'windows-x86_32-zip', aliases: [`${GENERATE}/windows-x86_32`] },
  { name: 'WindowsX8664Exe', path: 'windows-x86_64-exe', aliases: [`${UPDATE}/windows-x86_64`] },
  { name: 'WindowsX8664Zip', path: 'windows-x86_64-zip', aliases: [`${GENERATE}/windows-x86_64`] },
];

/** The builds on offer, by number; null when there are none. */
const PLATFORMS: CometEndpoint = {
  name: 'AdminBrandingAvailablePlatforms',
  path: '/api/v1/admin/branding/available-platforms',
  auth: 'admin-or-public-downloads',
  since: '18.12.2',
  run: ({ world: { platforms } }) => jsonAnswer(platforms.size === 0 ? null : Object.fromEntries(platforms)),
};

/** A number that is not on offer is refused; with which words is a guess. */
function download({ world, params }: CometCall): Response {
  const { platforms, strictPlatforms } = world;
  if (strictPlatforms && params.has('Platform') && !platforms.has(params.integer('Platform'))) {
    throw new Refusal(400, 'Platform not found');
  }
  return bytesAnswer(world.clientInstaller, 'application/octet-stream');
}

/** Downloads of the client software, as streams of bytes. */
export const DOWNLOAD_ENDPOINTS: readonly CometEndpoint[] = [
  PLATFORMS,
  ...CLIENTS.map(
    (client): CometEndpoint => ({
      ...client,
      name: `AdminBrandingGenerateClient${client.name}`,
      path: `${GENERATE}/${client.path}`,
      auth: 'admin-or-public-downloads',
      params: { ...client.params, SelfAddress: 'string?' },
      run: download,
    }),
  ),
];

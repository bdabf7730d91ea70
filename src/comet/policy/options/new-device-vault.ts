import { said } from '../given.ts';
import { namedValue } from '../names.ts';
import { refusedSetting, type Setting, setting } from '../state.ts';

/** The vendor's words by ours. */
export const NEW_DEVICE_VAULTS = {
  none: 'none',
  server: 'server_controlled',
  user: 'user_controlled',
} as const;

/** What a device gets when it registers: no vault, the server's default template, or what the user decides. */
export type NewDeviceVault = keyof typeof NEW_DEVICE_VAULTS;

/** First server version that knows the setting. */
export const NEW_DEVICE_VAULT_SINCE = '24.12.2';

/** The setting of what new devices get. */
export function newDeviceVaultSetting(vault: NewDeviceVault, more: Partial<Setting> = {}): Setting {
  const word = namedValue(NEW_DEVICE_VAULTS, vault);
  if (word !== undefined) return setting('DefaultNewStorageVault', word, more);
  const message = `${said(vault)} is none of ${Object.keys(NEW_DEVICE_VAULTS).join(', ')}`;
  return refusedSetting('newDeviceVault', [{ path: 'newDeviceVault', message, code: 'INVALID_OPTION' }]);
}

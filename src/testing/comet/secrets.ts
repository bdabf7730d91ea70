import type { SecretNames } from '../api/request-log.ts';

/** Form fields, members of JSON parameters and headers whose values the request log never shows. */
export const COMET_SECRETS: SecretNames = {
  fields: new Set(
    [
      ...['Password', 'SessionKey', 'TOTP', 'TOTPCode', 'WebAuthnSign', 'U2FSign', 'LKey'],
      ...['TargetPassword', 'NewPassword', 'OldPassword'],
      ...['PasswordHash', 'PasswordRecovery', 'TOTPKey', 'EncryptedEncryptionKey', 'EngineProps'],
      ...['CometBucketKey', 'S3AccessKey', 'S3SecretKey', 'SFTPPassword', 'SFTPPrivateKey', 'FTPPassword'],
      ...['AZBAccountKey', 'LocalcopyWinSMBPassword', 'SMBPassword', 'APIKey', 'AuthToken', 'TrustID'],
      ...['Key', 'AccessKey', 'Passphrase', 'ReadWriteKey', 'PreExec', 'ThawExec', 'PostExec'],
    ].map((name) => name.toLowerCase()),
  ),
  headers: new Set(
    ['Password', 'SessionKey', 'TOTP', 'WebAuthnSign'].map((name) => `x-comet-admin-${name.toLowerCase()}`),
  ),
};

import { ApiError, AuthenticationError, PermissionError, ServerError } from '../../../core/errors/api.ts';
import { ConfigError } from '../../../core/errors/input.ts';
import { UnexpectedResponseError } from '../../../core/errors/response.ts';
import { AbortedError } from '../../../core/errors/transport.ts';
import type { CallOptions } from '../../../core/http/call.ts';
import { AdminMetaVersion } from '../../admin/generated/operations/meta.ts';
import { CometAccountError } from '../account-error.ts';
import { checkCall } from './check-call.ts';
import type { CometAccountsOptions } from './options.ts';
import { stopOf } from './stop.ts';

/** Which parts of a Comet Server are switched on. Accounts need `authentication`, their vaults `storage`. */
export interface ServerRoles {
  readonly authentication: boolean;
  readonly storage: boolean;
  readonly softwareBuild: boolean;
  readonly overseer: boolean;
  readonly constellation: boolean;
}

/** Why a server cannot be worked with. */
export type ConnectionFailure =
  /** The credentials are wrong, or the login is held back after they were. */
  | 'AUTH_FAILED'
  /** The login needs a second factor. */
  | 'TOTP_REQUIRED'
  /** No answer, or that of a proxy before a server that is down. */
  | 'TRANSPORT'
  /** Something answers at the address that is no Comet Server. */
  | 'NOT_COMET'
  /** The address or the login cannot be used as they are: a redirect, a client that is closed. */
  | 'CONFIG'
  /** The server refused for another reason. */
  | 'COMET_REFUSED';

/** What a test of the connection found. */
export type ConnectionTest =
  | {
      readonly ok: true;
      /** Such as `25.9.8`; what `capabilities.serverVersion` takes. */
      readonly version: string;
      readonly roles: ServerRoles;
    }
  | { readonly ok: false; readonly reason: ConnectionFailure; readonly error: Error };

/** Asks a server who it is. Source: contract 2.6 (TEST). */
export async function testConnection(
  { comet }: CometAccountsOptions,
  call: CallOptions,
): Promise<ConnectionTest> {
  checkCall('test', call);
  try {
    const facts = await comet.call(AdminMetaVersion, {}, call);
    const roles = {
      authentication: facts.AuthenticationRole,
      storage: facts.StorageRole,
      softwareBuild: facts.SoftwareBuildRole,
      overseer: facts.OverseerRole,
      constellation: facts.ConstellationRole,
    };
    return { ok: true, version: facts.Version, roles };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof AbortedError) throw error;
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return { ok: false, reason, error };
  }
}

function reasonOf(error: Error): ConnectionFailure | undefined {
  if (error instanceof ConfigError) return 'CONFIG';
  if (error instanceof UnexpectedResponseError || isOfAnother(error)) return 'NOT_COMET';
  const stop = stopOf(error, {});
  if (!(stop instanceof CometAccountError)) return undefined;
  switch (stop.code) {
    case 'AUTH_FAILED':
    case 'TOTP_REQUIRED':
    case 'TRANSPORT':
      return stop.code;
    default:
      return 'COMET_REFUSED';
  }
}

/** Whether a refusal is that of another web server. One that is down, or that wants a login, may stand before Comet. */
function isOfAnother(error: Error): boolean {
  if (!(error instanceof ApiError) || error.details['Status'] !== undefined) return false;
  return ![AuthenticationError, PermissionError, ServerError].some((kind) => error instanceof kind);
}

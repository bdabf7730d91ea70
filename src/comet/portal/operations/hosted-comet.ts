import { requireFields } from '../api/form.ts';
import type { PortalOperation } from '../api/operation.ts';
import { envelope } from '../api/readers.ts';
import { anything, listOf, objectWith, optional, text } from '../api/shape.ts';

/** A Comet server that the vendor hosts. Times are `YYYY-MM-DD HH:MM:SS` of a zone that is not stated. */
export interface HostedInstance {
  readonly id?: string | number | null | undefined;
  readonly hosted_server_id?: string | null | undefined;
  readonly server_name?: string | null | undefined;
  readonly install_status?: string | null | undefined;
  readonly aws_status?: string | null | undefined;
  readonly region_name?: string | null | undefined;
  readonly user_dns?: string | null | undefined;
  readonly user_custom_dns?: string | null | undefined;
  readonly admin_username?: string | null | undefined;
  /** A secret, in clear. Keep the object out of logs. */
  readonly admin_password?: string | null | undefined;
  readonly created_at?: string | null | undefined;
  readonly date_deleted?: string | null | undefined;
  readonly [field: string]: unknown;
}

/** What the older guide needs to make a hosted server. */
export interface CometGoCreateParams {
  readonly region: string;
  readonly subdomain: string;
  readonly server_name: string;
}

/** Which hosted server the older guide means. */
export interface HostedServerParams {
  readonly hosted_server_id: string;
}

/** A page of hosted servers, the only paged call of the portal. */
export interface CometGoListParams {
  /** Default 0. */
  readonly offset?: number | undefined;
  /** Default 100. */
  readonly limit?: number | undefined;
}

const instance = () =>
  objectWith({
    server_name: optional(text),
    user_dns: optional(text),
    user_custom_dns: optional(text),
    admin_username: optional(text),
    admin_password: optional(text),
  });

/** `POST /api/v1/hosted_comet/list`. An empty list is a valid answer. */
export const hostedCometList: PortalOperation<void, readonly HostedInstance[]> = {
  name: 'HostedCometList',
  method: 'POST',
  path: '/api/v1/hosted_comet/list',
  generation: 'current',
  safety: 'read',
  timeoutClass: 'standard',
  form: () => ({}),
  reader: () => envelope(listOf(instance())),
};

/** Older guide: `POST /api/v1/cometgo`. It only starts the work; poll the status (N6). */
export const cometGoCreate: PortalOperation<CometGoCreateParams, unknown> = {
  method: 'POST',
  generation: 'older',
  timeoutClass: 'standard',
  name: 'CometGoCreate',
  path: '/api/v1/cometgo',
  safety: 'write',
  form: ({ region, subdomain, server_name }) =>
    requireFields('CometGoCreate', { region, subdomain, server_name }, [
      'region',
      'subdomain',
      'server_name',
    ]),
  reader: () => envelope(anything, { dataOptional: true }),
};

/** Older guide: `POST /api/v1/cometgo/status`. */
export const cometGoStatus: PortalOperation<HostedServerParams, HostedInstance> = {
  method: 'POST',
  generation: 'older',
  timeoutClass: 'standard',
  name: 'CometGoStatus',
  path: '/api/v1/cometgo/status',
  safety: 'read',
  form: ({ hosted_server_id }) => requireFields('CometGoStatus', { hosted_server_id }, ['hosted_server_id']),
  reader: () => envelope(instance()),
};

/** Older guide: `POST /api/v1/cometgo/terminate`. It only starts the work; poll the status (N6). */
export const cometGoTerminate: PortalOperation<HostedServerParams, unknown> = {
  method: 'POST',
  generation: 'older',
  timeoutClass: 'standard',
  name: 'CometGoTerminate',
  path: '/api/v1/cometgo/terminate',
  safety: 'write',
  form: ({ hosted_server_id }) =>
    requireFields('CometGoTerminate', { hosted_server_id }, ['hosted_server_id']),
  reader: () => envelope(anything, { dataOptional: true }),
};

/** Older guide: `POST /api/v1/cometgo/list`. */
export const cometGoList: PortalOperation<CometGoListParams, readonly HostedInstance[]> = {
  method: 'POST',
  generation: 'older',
  timeoutClass: 'standard',
  name: 'CometGoList',
  path: '/api/v1/cometgo/list',
  safety: 'read',
  form: ({ offset, limit }) => ({ offset, limit }),
  reader: () => envelope(listOf(instance())),
};

/**
 * Address of a hosted server: its own domain, else the vendor's, with `https://` when no scheme is named;
 * undefined without either (N5).
 */
export function hostedAddress({ user_custom_dns, user_dns }: HostedInstance): string | undefined {
  const host = [user_custom_dns, user_dns].find((name) => (name ?? '').trim() !== '')?.trim();
  return host === undefined || /^https?:\/\//i.test(host) ? host : `https://${host}`;
}

/** Name of a hosted server to show: its own, else its id; undefined without either (N5). */
export function hostedName({ server_name, id }: HostedInstance): string | undefined {
  const name = server_name?.trim() ?? '';
  if (name !== '') return name;
  return id === undefined || id === null ? undefined : String(id);
}

import type { EndpointAuth, Principal } from './account.ts';
import type { ParamSpec, Params } from './params.ts';
import type { World } from './world.ts';

/** One call of an endpoint: the caller is logged in and the parameters are decoded. */
export interface CometCall {
  readonly world: World;
  /** Who calls; undefined only where no login is needed. */
  readonly principal: Principal | undefined;
  readonly params: Params;
  /** Address under which the caller reaches the server, with its trailing slash. */
  readonly selfAddress: string;
}

/** An endpoint of the fake. Its facts are those of the catalogue; a test compares them. */
export interface CometEndpoint {
  /** The vendor's name, such as `AdminListUsers`. */
  readonly name: string;
  readonly path: string;
  /** Older paths of the same endpoint. */
  readonly aliases?: readonly string[];
  /** Default `POST`. */
  readonly method?: 'GET' | 'POST';
  readonly auth: EndpointAuth;
  /** Whether administrators of tenants are refused. */
  readonly topLevelOnly?: boolean;
  /** First server version; older ones answer 404. */
  readonly since?: string;
  readonly params?: ParamSpec;
  /** Does the work. A `Refusal` that it throws becomes the vendor's error. */
  readonly run: (call: CometCall) => Response;
}

import type { FleioId } from './ids.ts';
import type { PageParams } from './page.ts';

/** A user of Fleio, as the server sends it; members that are not named here stay. */
export interface UserRecord {
  readonly id: FleioId;
  readonly is_active?: boolean | null;
  /** The UUID of the client in the billing system. */
  readonly external_billing_id?: string | null;
  readonly email?: string | null;
}

/** Parameters of `users.list` and `users.iterate`. */
export interface UsersListParams extends PageParams {
  /** The one user with this external id. Leave the member out to list all; undefined is refused. */
  readonly external_billing_id?: string;
}

/** Parameters of `users.update`. */
export interface UsersUpdateParams {
  readonly id: FleioId;
  /** Whether the user may log in. */
  readonly is_active: boolean;
}

import type { JetpackSiteRow } from './entities.ts';

/** Whether a site has a user of this login, e-mail address or id. */
export function hasUser({ users }: JetpackSiteRow, name: string): boolean {
  return users.some(({ id, login, email }) => [login, email, String(id)].includes(name));
}

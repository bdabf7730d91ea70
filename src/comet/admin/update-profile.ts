import { ApiError, ConflictError, ServerError } from '../../core/errors/api.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { UnexpectedResponseError } from '../../core/errors/response.ts';
import { AbortedError, TransportError } from '../../core/errors/transport.ts';
import { type RemainingOptions, sharedDeadline } from '../../core/http/deadline.ts';
import type { CallOptions } from '../../core/http/transport.ts';
import { type Sleep, systemSleep } from '../../core/sleep.ts';
import type { AdminUsersGroup } from './generated/groups/admin/users.ts';
import type { UserProfileConfig } from './generated/types/profile.ts';
import { hasChanges, sameJson } from './json-tree.ts';
import { VENDOR } from './vendor.ts';

/**
 * Changes the profile it is given. It may run several times, so it must not do anything else. Let it set what
 * is wanted: one that adds to what it finds is repeated if its answer was lost and somebody else changed the same
 * member or list before that was noticed.
 */
export type ProfileEdit = (profile: UserProfileConfig) => void | Promise<void>;

/** The outcome of `users.updateProfile`. */
export interface UpdatedProfile {
  /** The profile as the server has it now; from servers before 25.6.8, as it was sent. */
  readonly profile: UserProfileConfig;
  /** Hash for a following write; undefined where an older server does not tell it. */
  readonly hash: string | undefined;
  /** False when the edit had nothing to change, so that nothing was written. */
  readonly changed: boolean;
}

/** What else an update needs; injected for tests. */
export interface UpdateTools {
  readonly sleep?: Sleep | undefined;
  readonly random?: (() => number) | undefined;
  readonly now?: (() => number) | undefined;
}

/** Writes of one update at most. */
const MAX_WRITES = 4;
const BASE_DELAY_MS = 200;
const WRITE = 'AdminSetUserProfileHash';

type UsersCalls = Pick<AdminUsersGroup, 'getProfileAndHash' | 'setProfileHash'>;

/** A profile as it was read. */
interface Version {
  readonly profile: UserProfileConfig;
  readonly hash: string;
}

/** One update of one profile. Source: contract 7.6 and 8.7. */
export class ProfileUpdate {
  readonly #users: UsersCalls;
  readonly #user: string;
  readonly #edit: ProfileEdit;
  readonly #tools: UpdateTools;
  readonly #options: RemainingOptions;

  constructor(users: UsersCalls, user: string, edit: ProfileEdit, options: CallOptions, tools: UpdateTools) {
    this.#users = users;
    this.#user = user;
    this.#edit = edit;
    this.#tools = tools;
    this.#options = sharedDeadline(WRITE, options, tools.now);
  }

  async run(): Promise<UpdatedProfile> {
    let read = await this.#read();
    let wanted = await this.#edited(read);
    /** The first failure after which `wanted` may have been written; it may land after a look that missed it. */
    let lost: unknown;
    for (let writes = 1; ; writes += 1) {
      // An edit that has nothing left to change after a conflict is done: somebody else did it.
      if (sameJson(read.profile, wanted)) return { ...read, changed: false };
      try {
        return await this.#write(wanted, read.hash);
      } catch (error) {
        const fresh = await this.#readAfter(error);
        if (mayHaveHappened(error)) lost ??= error;
        if (
          lost !== undefined &&
          fresh.hash !== read.hash &&
          hasChanges(read.profile, wanted, fresh.profile)
        ) {
          return { ...fresh, changed: true };
        }
        if (fresh.hash === read.hash && error instanceof ApiError) throw lost ?? error;
        if (writes === MAX_WRITES) throw error instanceof ApiError ? this.#conflict(error) : error;
        if (fresh.hash !== read.hash) {
          read = fresh;
          wanted = await this.#edited(read);
          lost = undefined;
        }
        await this.#pause(writes);
      }
    }
  }

  async #read(): Promise<Version> {
    const answer = await this.#users.getProfileAndHash({ TargetUser: this.#user }, this.#options());
    return { profile: answer.Profile, hash: answer.ProfileHash };
  }

  /** Reads again after a failed write, or throws its error where reading cannot help. */
  async #readAfter(error: unknown): Promise<Version> {
    if (error instanceof AbortedError || !(error instanceof ApiError || mayHaveHappened(error))) throw error;
    try {
      return await this.#read();
    } catch {
      throw error;
    }
  }

  /** The edit's result on a copy. A bigint, an unknown member and a key such as `__proto__` survive the copy. */
  async #edited({ profile }: Version): Promise<UserProfileConfig> {
    const copy = structuredClone(profile);
    const returned: unknown = await this.#edit(copy);
    if (typeof returned === 'object' && returned !== null && returned !== copy) {
      throw new InvalidInputError('the edit of updateProfile', [
        { path: '', message: 'it returned another object; change the profile that it is given' },
      ]);
    }
    return copy;
  }

  async #write(profile: UserProfileConfig, hash: string): Promise<UpdatedProfile> {
    const params = { TargetUser: this.#user, ProfileData: profile, RequireHash: hash };
    const { Profile, ProfileHash } = await this.#users.setProfileHash(params, this.#options());
    return { profile: Profile ?? profile, hash: ProfileHash || undefined, changed: true };
  }

  async #pause(writes: number): Promise<void> {
    const { sleep = systemSleep, random = Math.random } = this.#tools;
    const { signal } = this.#options();
    try {
      await sleep(Math.round(random() * BASE_DELAY_MS * 2 ** (writes - 1)), signal);
    } catch (cause) {
      throw new AbortedError({ operation: WRITE, attempts: writes, outcomeUnknown: false, cause });
    }
  }

  #conflict(cause: ApiError): ConflictError {
    return new ConflictError({
      vendor: VENDOR,
      operation: WRITE,
      status: cause.status,
      details: { writes: MAX_WRITES },
      hint: 'The profile was changed by others before each write. Try again later',
      cause,
    });
  }
}

/** Whether a write may have happened although it failed. */
function mayHaveHappened(error: unknown): boolean {
  if (error instanceof TransportError || error instanceof UnexpectedResponseError)
    return error.outcomeUnknown;
  return error instanceof ServerError;
}

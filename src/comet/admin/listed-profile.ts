import type { Check } from '../../core/check.ts';
import type { JsonShape } from '../../core/json-shape.ts';
import type { UserProfileConfig } from './generated/types/profile.ts';

/** One account of a list, with its profile or a part of it. */
export interface ListedProfile<T = UserProfileConfig> {
  readonly username: string;
  readonly profile: T;
}

/** A part of each profile that a list is asked for; `billingFields` of `comet/usage` is one. */
export interface ProfileFields<T> {
  readonly shape: JsonShape;
  /** Proves that a part is of its type. */
  readonly check: Check;
  /** Never set; ties the type of the part to its shape. */
  readonly result?: T;
}

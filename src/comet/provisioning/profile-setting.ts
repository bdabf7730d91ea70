/** A member of a profile, and the value that it should have. */
export interface ProfileSetting {
  /** Names of the members that lead to the place. */
  readonly path: readonly string[];
  readonly value: unknown;
}

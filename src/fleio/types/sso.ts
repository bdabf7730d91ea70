/** Parameters of `sso.createSession`. */
export interface SsoCreateSessionParams {
  /** External id of the user, which is that of the client. */
  readonly euid: string;
}

/** Answer of `sso.createSession`. */
export interface SsoSession {
  /** `euid:timestamp:signature`. Who has it is logged in as the user for a short time: a secret. */
  readonly hash_val: string;
}

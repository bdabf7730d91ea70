/** A request as the log keeps it. Secrets are blotted out: in path, query, form, JSON and headers. */
export interface LoggedRequest {
  /** When it arrived, by the clock of the fake. */
  readonly at: Date;
  readonly method: string;
  /** Path without query and without the fake's base path. */
  readonly path: string;
  /** The vendor's name of the operation, if the path is known. */
  readonly operation: string | undefined;
  /** The decoded query; of a name that is repeated, the first value. Has no prototype. */
  readonly query: Readonly<Record<string, string>>;
  /** The value of a JSON body; undefined without one, and for text that is no JSON. */
  readonly json: unknown;
  /** The decoded form, without its files; of a name that is repeated, the first value. Has no prototype. */
  readonly form: Readonly<Record<string, string>>;
  /** Headers by lower-case name; has no prototype. */
  readonly headers: Readonly<Record<string, string>>;
  /** The kind of the fault that struck it. */
  readonly fault: string | undefined;
  /** HTTP status of the answer; undefined while none was given. */
  readonly status: number | undefined;
}

/** What of a request is secret: names in lower case. */
export interface SecretNames {
  readonly fields: ReadonlySet<string>;
  readonly headers: ReadonlySet<string>;
}

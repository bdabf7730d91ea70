/** One page of a list (contract 4.1). */
export interface Page<T> {
  readonly objects: readonly T[];
  /** Another page follows where this is not empty. It is never asked for by this address. */
  readonly next?: string | null;
}

/** Which page of a list. */
export interface PageParams {
  /** From 1, which is the default. */
  readonly page?: number;
  /** Objects of a page at most; some lists take no notice. Default: the server's. */
  readonly page_size?: number;
}

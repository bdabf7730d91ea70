/**
 * The network failed: no answer came, or its body broke off. Internal; the caller sees a `TransportError`.
 * `cause` is what the platform threw, which may hold secrets.
 */
export class NetworkFailure extends Error {
  override get name(): string {
    return 'NetworkFailure';
  }

  constructor(what: string, cause: unknown) {
    super(what, { cause });
  }
}

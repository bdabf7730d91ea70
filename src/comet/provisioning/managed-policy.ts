import type { PolicyDraft } from '../policy/index.ts';
import type { PolicyChoice, ServerCapabilities } from './spec.ts';

/** A policy that is made where it is not. */
export type ManagedPolicy = Extract<PolicyChoice, { readonly managed: PolicyDraft }>;

/** The draft of a managed policy, with the key of the spec and the version of the server where they are given. */
export function managedDraft(
  { managed, key }: ManagedPolicy,
  { serverVersion }: ServerCapabilities = {},
): PolicyDraft {
  const named = key === undefined ? managed : managed.key(key);
  return serverVersion === undefined ? named : named.serverVersion(serverVersion);
}

import type { CallOptions } from '../../core/http/transport.ts';

/** Options for the steps of one call: each gets what the steps before it left of the deadline. */
export function sharedDeadline(options: CallOptions, now: () => number): () => CallOptions {
  const { deadline } = options;
  if (deadline === undefined) return () => options;
  const started = now();
  return () => ({ ...options, deadline: Math.max(0, deadline - (now() - started)) });
}

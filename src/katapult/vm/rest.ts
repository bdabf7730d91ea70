/** States of a machine that need no stop before it is deleted (contract D29). */
export const AT_REST: ReadonlySet<string> = new Set(['stopped', 'failed', 'orphaned']);

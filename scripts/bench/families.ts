import type { Family } from './family.ts';

/** The families by the name of what they promise; each is loaded in the process that runs it. */
export const families: Readonly<Record<string, () => Promise<Family>>> = {
  R1: async () => (await import('./families/projection.ts')).projectionFamily,
  R2: async () => (await import('./families/user-list.ts')).userListFamily,
  R3: async () => (await import('./families/user-stream.ts')).userStreamFamily,
  R4: async () => (await import('./families/lossless-json.ts')).losslessJsonFamily,
  R5: async () => (await import('./families/fifo.ts')).fifoFamily,
  R6: async () => (await import('./families/burn-down.ts')).burnDownFamily,
  R7: async () => (await import('./families/as-of.ts')).asOfFamily,
  R8: async () => (await import('./families/money.ts')).moneyFamily,
  R9: async () => (await import('./families/reconcile.ts')).reconcileFamily,
  R10: async () => (await import('./families/call.ts')).callFamily,
  R11: async () => (await import('./families/imports.ts')).importsFamily,
  R12: async () => (await import('./families/sizes.ts')).sizesFamily,
  audit: async () => (await import('./families/audit.ts')).auditFamily,
  R13: async () => (await import('./families/pages.ts')).pagesFamily,
  allocation: async () => (await import('./families/allocation.ts')).allocationFamily,
  invoicing: async () => (await import('./families/invoicing.ts')).invoicingFamily,
  rebuild: async () => (await import('./families/rebuild.ts')).rebuildFamily,
  commits: async () => (await import('./families/commits.ts')).commitsFamily,
};

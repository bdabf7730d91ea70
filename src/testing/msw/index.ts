/**
 * Fakes as handlers of msw 3.
 *
 * @module reseller-sdk/testing/msw
 */
export { handlers } from './handlers.ts';

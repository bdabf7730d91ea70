/**
 * Fleio for the invoice policy: the accounts that are due, their claims, their agreements; and automatic top-ups.
 *
 * @module reseller-sdk/fleio/invoicing
 */
export { FleioAccountSource, type FleioAccountSourceOptions } from './account-source.ts';
export type { AutoTopUpPorts } from './auto-top-up-ports.ts';
export type { TopUpOutcome, TopUpReason, TopUpReport } from './auto-top-up-report.ts';
export type { AutoTopUpSettings } from './decide-top-up.ts';
export { type AutoTopUpOptions, runAutoTopUp } from './run-auto-top-up.ts';

import type { LotStatus, LotView, Runway, SignalName, Signals } from '../../../credit-ledger/index.ts';
import type { NoticeWords, Tone } from '../parts/blocks.ts';

/** What a kind of credit is called. */
export const KIND: Readonly<Record<LotView['kind'], string>> = {
  purchased: 'Purchased',
  bonus: 'Bonus',
  adjustment: 'Adjustment',
};

/** Where a lot stands. */
export const LOT_STATUS: Readonly<Record<LotStatus, readonly [string, Tone]>> = {
  scheduled: ['Not yet in effect', 'plain'],
  open: ['Open', 'good'],
  depleted: ['Used up', 'plain'],
  expired: ['Expired', 'warn'],
  voided: ['Voided', 'plain'],
};

/** Why there is no runway. */
export const RUNWAY_REASON: Readonly<Record<NonNullable<Runway['reason']>, string>> = {
  NO_COMPLETE_DAY: 'There is no complete day yet to take a pace from.',
  NO_USAGE: 'Nothing was used on the days looked back on.',
  NET_CREDIT: 'More came back than was used on the days looked back on.',
  BEYOND_CALENDAR: 'It lasts beyond the year 9999.',
};

/** What a condition says while it holds, in the order in which they are shown. */
export const SIGNAL: Readonly<Record<SignalName, NoticeWords>> = {
  debtOpen: ['bad', 'Usage is unpaid.', 'There is usage that no credit has paid for yet.'],
  lowRunway: ['bad', 'The credit ends soon.', 'It lasts for fewer days than it should.'],
  ledgerVsPortalVariance: [
    'bad',
    'Ledger and provider differ.',
    'What the provider says is left is not what the ledger says.',
  ],
  lowBalance: ['warn', 'The balance is low.', 'Less is left than there should be.'],
  expiringSoon: ['warn', 'Credit expires soon.', 'Use it, or it is lost.'],
  consumingBonus: ['plain', 'Bonus credit is being used.', 'The credit that pays next is a bonus.'],
};

const SIGNALS = [
  'debtOpen',
  'lowRunway',
  'ledgerVsPortalVariance',
  'lowBalance',
  'expiringSoon',
  'consumingBonus',
] as const;

/** The conditions that hold. */
export function raised(signals: Signals): readonly NoticeWords[] {
  return SIGNALS.filter((signal) => signals[signal]).map((signal) => SIGNAL[signal]);
}

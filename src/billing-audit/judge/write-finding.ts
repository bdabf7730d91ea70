import type { Code } from '../codes.ts';
import type { Draw } from '../credits.ts';
import { dayText } from '../days.ts';
import type { Repeat } from '../duplicates.ts';
import type { Finding, Verdict } from '../finding.ts';
import { writeLife } from '../lifecycle/life-book.ts';
import { formatMoney, minus } from '../money.ts';
import { writeRhythm } from '../rhythm/rhythm-book.ts';
import type { Judgement } from './judgement.ts';

/** A judgement with what the other charges and the credits add to it. */
export interface Outcome {
  readonly judgement: Judgement;
  readonly repeat: Repeat | null;
  readonly draw: Draw;
  readonly verdict: Verdict;
}

/** A finding as the door shows it. */
export function writeFinding({ judgement, repeat, draw, verdict }: Outcome): Finding {
  const { read, known, codes, links, billedThrough, span, rhythm } = judgement;
  const { charge, day, amount } = read;
  return {
    chargeId: charge.id,
    service: known?.service ?? null,
    day: dayText(day),
    category: charge.category,
    verdict,
    codes: [...codes, ...(repeat?.codes ?? []), ...creditCodes(draw, verdict)],
    links,
    gross: formatMoney(amount),
    credited: formatMoney(draw.credited),
    net: formatMoney(minus(amount, draw.credited)),
    billedThrough: dayText(billedThrough),
    life: span === null ? null : writeLife(span),
    rhythm: rhythm === null ? null : writeRhythm(rhythm),
    creditIds: draw.creditIds,
    repeatOf: repeat?.repeatOf ?? null,
    charge,
  };
}

function creditCodes({ credited, byAccountOnly }: Draw, verdict: Verdict): Code[] {
  if (credited.units === 0n) return [];
  const whole: Code =
    verdict === 'reversed'
      ? { code: 'CREDITED' }
      : { code: 'PARTLY_CREDITED', amount: formatMoney(credited) };
  return byAccountOnly ? [whole, { code: 'CREDIT_BY_ACCOUNT_ONLY' }] : [whole];
}

import type { InvoicingRun, Run } from './run.ts';

/** The rates of this run. Without them, those clients alone are in error that need a conversion. */
export async function ratesOf({ ports, recorder }: Run): Promise<InvoicingRun['rates']> {
  try {
    return await ports.rates.latest();
  } catch (error) {
    recorder.error('RATES_UNKNOWN', 'The exchange rates could not be read', {}, error);
    return {};
  }
}

import type { Run } from './run.ts';

/** Whether a client has an agreement now. Null: not known, also when it could not be found out. */
export async function agreementOf({ ports, recorder }: Run, clientId: string): Promise<boolean | null> {
  try {
    return await ports.agreements.status(clientId);
  } catch (error) {
    const what = `Whether client ${clientId} has an agreement is not known`;
    recorder.error('AGREEMENT_UNKNOWN', what, { clientId }, error);
    return null;
  }
}

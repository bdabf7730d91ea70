/** The parts of a single sign-on proof: `euid:timestamp:signature` (contract 7.3). */
export interface SsoProof {
  readonly euid: string;
  readonly timestamp: string;
  readonly signature: string;
}

/** The parts of a proof; undefined for a text that is none. */
export function parseProof(text: string): SsoProof | undefined {
  const parts = text.split(':');
  const [euid = '', timestamp = '', signature = ''] = parts;
  if (parts.length !== 3 || euid === '' || !/^\d+$/.test(timestamp) || signature === '') return undefined;
  return { euid, timestamp, signature };
}

/** Whether a text is a proof for this user. */
export function isProofOf(euid: string, text: string): boolean {
  return parseProof(text)?.euid === euid;
}

/** A date as WordPress writes it, without a zone; that it is UTC is a guess (Q9). */
export function wpDate(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ');
}

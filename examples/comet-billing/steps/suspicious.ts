/** What is said of an answer that is not believed, because it more often is a fault than the truth. */
export function suspicious(arrived: string, known: number): string {
  return (
    `PULL_SUSPICIOUS: ${arrived} arrived where ${known} are known; nothing was stored. ` +
    'Run it again; if the answer is right, with --allow-shrink'
  );
}

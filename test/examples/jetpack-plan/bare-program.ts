import { runProgram } from '../../../examples/jetpack-plan/program.ts';

/** A program without a world. */
export async function bare(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const printed: string[] = [];
  const log: string[] = [];
  const code = await runProgram(args, {
    environment,
    print: (text) => void printed.push(text),
    log: (text) => void log.push(text),
  });
  return { code, printed, log: log.join('\n') };
}

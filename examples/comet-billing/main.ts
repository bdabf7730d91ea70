/** The daily billing job of a Comet reseller as a command-line program. See the README beside this file. */
import { processOutput } from './output.ts';
import { runProgram } from './program.ts';

process.exitCode = await runProgram(process.argv.slice(2), {
  environment: process.env,
  output: processOutput,
});

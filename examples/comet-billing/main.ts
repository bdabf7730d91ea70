/** The daily billing job of a Comet reseller as a command-line program. See the README beside this file. */
import { openOutput } from './output.ts';
import { runProgram } from './program.ts';
import { StopRequest } from './stop-request.ts';

const stop = new StopRequest();
process.exitCode = await runProgram(process.argv.slice(2), {
  environment: process.env,
  output: openOutput(),
  stopSignal: stop.signal,
});
stop.obey();

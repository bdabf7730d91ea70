/** The life of a virtual machine that a customer orders. See the README beside this file. */
import { ResellerSdkError } from 'reseller-sdk';
import { runOnFake } from './demo.ts';
import { liveOn } from './life.ts';
import { readFlags, readSettings, USAGE } from './settings.ts';
import { openShop } from './shop.ts';

async function runShop(flags: ReturnType<typeof readFlags>): Promise<void> {
  const shop = openShop(readSettings(flags, process.env, console.log));
  try {
    await liveOn(shop);
  } finally {
    shop.close();
  }
}

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) console.log(USAGE);
  else if (process.env['KATAPULT_TOKEN'] === undefined) await runOnFake();
  else await runShop(flags);
} catch (error) {
  console.error(error instanceof ResellerSdkError ? `${error.code}: ${error.message}` : error);
  process.exitCode = 1;
}

/** One tick as a process of its own, which may kill itself after a call: `node tick-process.ts JSON`. */
import { FakeClock } from 'reseller-sdk/testing';
import { openDatabase } from '../../../examples/fleio-invoicing/storage/database.ts';
import { tick } from '../../../examples/fleio-invoicing/tick.ts';
import { CrashPoints } from './crash-points.ts';
import { openLife } from './life.ts';
import { StoredGateway } from './stored-gateway.ts';

/** What a process is told. */
export interface Assignment {
  readonly baseUrl: string;
  readonly file: string;
  readonly gatewayFile: string;
  readonly now: string;
  /** The call after which it dies; null: it lives. */
  readonly dieAt: number | null;
}

const { baseUrl, file, gatewayFile, now, dieAt }: Assignment = JSON.parse(process.argv[2] ?? '');
const database = openDatabase(file);
const gateway = new StoredGateway(gatewayFile, 0);
const crashPoints = new CrashPoints(dieAt ?? Number.POSITIVE_INFINITY, () =>
  process.kill(process.pid, 'SIGKILL'),
);
const office = openLife({ baseUrl, database, clock: new FakeClock(now), gateway, crashPoints });
office.payments.paid('1');
const { invoicing } = await tick(office);
process.stdout.write(`${crashPoints.passed} ${invoicing.stopped}`);
gateway.close();
database.close();

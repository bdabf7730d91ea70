import { jsonAnswer } from '../../api/answers.ts';
import { sees } from '../access.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { Refusal } from '../refusal.ts';
import { nowSeconds } from '../world.ts';

/** A bucket's size is measured anew only when the known one is older than the caller can bear. */
function bucket(call: CometCall): Response {
  const { world, params } = call;
  const { buckets } = world.state;
  const id = params.text('BucketID');
  const known = buckets.get(id);
  if (known === undefined || !sees(call, known.OrganizationID)) throw new Refusal(400, 'Bucket not found');
  const stale =
    params.has('AfterTimestamp') && known.Size.MeasureCompleted <= params.integer('AfterTimestamp');
  const now = nowSeconds(world);
  const shown = stale
    ? { ...known, Size: { ...known.Size, MeasureStarted: now, MeasureCompleted: now } }
    : known;
  buckets.set(id, shown);
  return jsonAnswer(shown);
}

/** Buckets of the storage role. */
export const STORAGE_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminStorageListBuckets',
    path: '/api/v1/admin/storage/list-buckets',
    auth: 'admin',
    run: (call) => {
      const found = [...call.world.state.buckets].filter(([, { OrganizationID }]) =>
        sees(call, OrganizationID),
      );
      return jsonAnswer(found.length === 0 ? null : Object.fromEntries(found));
    },
  },
  {
    name: 'AdminStorageBucketProperties',
    path: '/api/v1/admin/storage/bucket-properties',
    auth: 'admin',
    since: '20.9.4',
    params: { BucketID: 'string', AfterTimestamp: 'int?' },
    run: bucket,
  },
];

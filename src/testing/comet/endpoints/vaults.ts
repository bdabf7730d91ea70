import type { DestinationConfig } from '../../../comet/admin/types/index.ts';
import { jsonAnswer } from '../../api/answers.ts';
import { randomGuid, randomHex } from '../../random.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { done, Refusal } from '../refusal.ts';
import { type CometUser, profileHash, storeProfile } from '../state.ts';
import { requireHash, userNamed } from '../users.ts';
import { hasSince } from '../version.ts';
import { decodeAs } from '../wire-types.ts';
import { nowSeconds, type World } from '../world.ts';
import { callerOf } from './caller.ts';

/** `DestinationType` of a vault that a Comet server stores. */
const COMET_VAULT = 1003;

const VAULT_PARAMS = {
  StorageProvider: 'string',
  SelfAddress: 'string?',
  DeviceID: 'string? 24.12.2',
  ProfileHash: 'string? 25.6.8',
};

function providers({ world }: CometCall): Response {
  const { storageProviders } = world.state;
  return jsonAnswer(storageProviders.size === 0 ? null : Object.fromEntries(storageProviders));
}

/** Makes a bucket on this server and a vault in the profile that points at it. */
function requestVault(call: CometCall, username: string): Response {
  const { world, params, selfAddress } = call;
  const user = userNamed(world, username);
  const label = world.state.storageProviders.get(params.text('StorageProvider'));
  if (label === undefined) throw new Refusal(400, 'Storage provider not found');
  if (params.has('ProfileHash')) requireHash(user, params.text('ProfileHash'));
  const id = randomGuid(world.random);
  const address = params.text('SelfAddress') || selfAddress;
  const vault = newVault(world, label, address, params.text('DeviceID'));
  storeProfile(world.state, user, {
    ...user.profile,
    Destinations: { ...user.profile.Destinations, [id]: vault },
  });
  return answerOf(world, id, user);
}

function newVault(world: World, label: string, address: string, device: string): DestinationConfig {
  const { state, random, version } = world;
  const now = nowSeconds(world);
  const bucket = randomGuid(random);
  const owned = { CreateTime: now, ReadWriteKeyFormat: 1, ReadWriteKey: randomHex(random, 32) };
  state.buckets.set(bucket, decodeAs('BucketProperties', owned, version));
  return decodeAs(
    'DestinationConfig',
    {
      Description: label,
      CreateTime: now,
      ModifyTime: now,
      DestinationType: COMET_VAULT,
      CometServer: address,
      CometBucket: bucket,
      CometBucketKey: randomHex(random, 32),
      AssociatedDevices: device === '' ? null : [device],
    },
    version,
  );
}

function answerOf({ version }: World, DestinationID: string, user: CometUser): Response {
  if (!hasSince(version, '19.8.0')) return done();
  if (!hasSince(version, '25.6.8')) return done({ DestinationID });
  return done({ DestinationID, ProfileHash: profileHash(user), Profile: user.profile });
}

/** Storage vaults made from the server's templates. */
export const VAULT_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminRequestStorageVaultProviders',
    path: '/api/v1/admin/request-storage-vault-providers',
    aliases: ['/api/v1/admin/request-bucket-options'],
    auth: 'admin',
    since: '18.6.2',
    params: { TargetOrganization: 'string? 22.3.7' },
    run: providers,
  },
  {
    name: 'AdminRequestStorageVault',
    path: '/api/v1/admin/request-storage-vault',
    aliases: ['/api/v1/admin/request-bucket'],
    auth: 'admin',
    since: '18.6.2',
    params: { TargetUser: 'string', ...VAULT_PARAMS },
    run: (call) => requestVault(call, call.params.text('TargetUser')),
  },
  {
    name: 'UserWebRequestStorageVault',
    path: '/api/v1/user/web/request-storage-vault',
    aliases: ['/api/v1/user/web/request-bucket'],
    auth: 'user',
    since: '18.6.2',
    params: VAULT_PARAMS,
    run: (call) => requestVault(call, callerOf(call).name),
  },
];

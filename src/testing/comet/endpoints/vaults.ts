import type { DestinationConfig } from '../../../comet/admin/types/index.ts';
import { jsonAnswer } from '../../api/answers.ts';
import { randomGuid, randomHex } from '../../random.ts';
import { ownOrganization, targetOrganization, targetUser } from '../access.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { done, Refusal, unauthorised } from '../refusal.ts';
import { type CometStorageTemplate, type CometUser, profileHash, storeProfile } from '../state.ts';
import { requireHash } from '../users.ts';
import { hasSince } from '../version.ts';
import { decodeAs } from '../wire-types.ts';
import { nowSeconds, type World } from '../world.ts';
import { callingUser } from './caller.ts';

/** `DestinationType` of a vault that a Comet server stores. */
const COMET_VAULT = 1003;

const VAULT_PARAMS = {
  StorageProvider: 'string',
  SelfAddress: 'string?',
  DeviceID: 'string? 24.12.2',
  ProfileHash: 'string? 25.6.8',
};

/** Labels of the templates that an organization has, by id. */
function providers({ state: { storageProviders } }: World, organization: string): Response {
  const found = [...storageProviders].filter(([, template]) => offers(template, organization));
  const labels = found.map(([id, { label }]) => [id, label] as const);
  return jsonAnswer(labels.length === 0 ? null : Object.fromEntries(labels));
}

function offers({ organizationId }: CometStorageTemplate, organization: string): boolean {
  return organizationId === undefined || organizationId === organization;
}

/** Makes a bucket on this server and a vault in the profile that points at it. */
function requestVault(call: CometCall, user: CometUser): Response {
  const { world, params, selfAddress } = call;
  const template = world.state.storageProviders.get(params.text('StorageProvider'));
  if (template === undefined || !offers(template, user.profile.OrganizationID ?? '')) {
    throw new Refusal(400, 'Storage provider not found');
  }
  if (params.has('ProfileHash')) requireHash(world, user, params.text('ProfileHash'));
  const id = randomGuid(world.random);
  const address = params.text('SelfAddress') || selfAddress;
  const bucket = newBucket(world, user.profile.OrganizationID ?? '');
  const vault = newVault(world, template.label, bucket, address, params.text('DeviceID'));
  storeProfile(world.state, user, {
    ...user.profile,
    Destinations: { ...user.profile.Destinations, [id]: vault },
  });
  return answerOf(world, id, user);
}

/** The policy may keep users, but no administrator, from requesting vaults. */
function requestOwnVault(call: CometCall): Response {
  const user = callingUser(call);
  if (user.profile.Policy.PreventRequestStorageVault) throw unauthorised();
  return requestVault(call, user);
}

function newBucket(world: World, OrganizationID: string): string {
  const { state, random, version } = world;
  const id = randomGuid(random);
  const ReadWriteKey = randomHex(random, 32);
  const owned = { OrganizationID, CreateTime: nowSeconds(world), ReadWriteKeyFormat: 1, ReadWriteKey };
  state.buckets.set(id, decodeAs('BucketProperties', owned, version));
  return id;
}

function newVault(
  world: World,
  label: string,
  bucket: string,
  address: string,
  device: string,
): DestinationConfig {
  const { random, version } = world;
  const now = nowSeconds(world);
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
    // That the top level gets its own templates when it names no organization is a guess.
    run: (call) => providers(call.world, targetOrganization(call) ?? ''),
  },
  {
    name: 'AdminRequestStorageVault',
    path: '/api/v1/admin/request-storage-vault',
    aliases: ['/api/v1/admin/request-bucket'],
    auth: 'admin',
    since: '18.6.2',
    params: { TargetUser: 'string', ...VAULT_PARAMS },
    run: (call) => requestVault(call, targetUser(call)),
  },
  {
    name: 'UserWebRequestStorageVault',
    path: '/api/v1/user/web/request-storage-vault',
    aliases: ['/api/v1/user/web/request-bucket'],
    auth: 'user',
    since: '18.6.2',
    params: VAULT_PARAMS,
    run: requestOwnVault,
  },
  {
    name: 'UserWebRequestStorageVaultProviders',
    path: '/api/v1/user/web/request-storage-vault-providers',
    aliases: ['/api/v1/user/web/request-bucket-options'],
    auth: 'user',
    since: '18.6.2',
    run: (call) => providers(call.world, ownOrganization(call)),
  },
];

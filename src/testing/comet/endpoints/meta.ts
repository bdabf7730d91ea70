import { jsonAnswer } from '../../api/answers.ts';
import { decode } from '../decode.ts';
import type { CometEndpoint } from '../endpoint.ts';
import { nowSeconds, type World } from '../world.ts';

/** What the server says about itself, as `ServerMetaVersionInfo`. */
export function versionFacts(world: World): unknown {
  const devices = [...world.state.users.values()].map(({ profile }) => profile.Devices ?? {});
  const facts = {
    Version: world.version,
    VersionCodename: 'Fake',
    StorageRole: true,
    AuthenticationRole: true,
    SoftwareBuildRole: true,
    ServerStartTime: world.startTime,
    ServerStartHash: world.startHash,
    CurrentTime: nowSeconds(world),
    ConfiguredDevices: devices.reduce((sum, map) => sum + Object.keys(map).length, 0),
  };
  return decode('ServerMetaVersionInfo', facts, world.version);
}

/** Version, branding and the administrator's own account. */
export const META_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminMetaVersion',
    path: '/api/v1/admin/meta/version',
    auth: 'admin',
    run: ({ world }) => jsonAnswer(versionFacts(world)),
  },
  {
    name: 'BrandingProps',
    path: '/gen/branding.props',
    method: 'GET',
    auth: 'none',
    run: ({ world }) => {
      const facts = {
        BrandName: 'Fake Backup',
        ProductName: 'Fake Backup',
        AllowUnauthenticatedDownloads: world.publicDownloads,
        AllowAuthenticatedDownloads: true,
        ExpiredInSeconds: world.sessions.lifeSeconds,
        ServerIsEmpty: world.state.admins.size === 0 && world.state.users.size === 0,
      };
      return jsonAnswer(decode('ServerMetaBrandingProperties', facts, world.version));
    },
  },
  {
    name: 'AdminAccountProperties',
    path: '/api/v1/admin/account/properties',
    auth: 'admin',
    run: ({ world, principal }) => {
      const own = world.state.admins.get(principal?.name ?? '');
      const totp = own?.totpSecret !== undefined;
      const Security = {
        PasswordFormat: 1,
        Password: '(hash)',
        AllowPasswordLogin: !totp,
        AllowPasswordAndTOTPLogin: totp,
      };
      return jsonAnswer(
        decode(
          'AdminAccountPropertiesResponse',
          {
            Security,
            OrganizationID: own?.organizationId ?? '',
            Permissions: { AllowedUserPolicies: own?.allowedUserPolicies ?? null },
          },
          world.version,
        ),
      );
    },
  },
];

import { fakeJob, fakeProfile } from '../../../src/testing/index.ts';

const ENGINES = [
  'engine1/file',
  'engine1/winmsofficemail',
  'engine1/hyperv',
  'engine1/vmware',
  'engine1/mysql',
];
const NAME = 'customer-template';

/** A complete profile of about 5 kB, every field as a server sends it. */
function template(variant: number): string {
  const job = fakeJob({
    Username: NAME,
    TotalSize: 734_003_200 + variant,
    TotalFiles: 1200 * variant,
    ...(variant % 5 === 1 ? { TotalAccountsCount: variant } : {}),
    ...(variant % 5 === 2 || variant % 5 === 3 ? { TotalVmCount: variant } : {}),
  });
  const profile = fakeProfile({
    Username: NAME,
    AccountName: `Customer ${variant}`,
    Emails: [`owner-${variant}@example.com`],
    OrganizationID: '',
    IsSuspended: variant % 7 === 0,
    Devices: {
      'device-1': { FriendlyName: `SERVER-${variant}` },
      'device-2': { FriendlyName: `LAPTOP-${variant}` },
    },
    Sources: {
      'source-1': {
        Engine: ENGINES[variant % ENGINES.length] ?? 'engine1/file',
        Description: `Nightly ${variant}`,
        OwnerDevice: 'device-1',
        Statistics: { LastStartTime: 1_757_000_000, LastBackupJob: job, LastSuccessfulBackupJob: job },
      },
    },
    Destinations: {
      'vault-1': {
        DestinationType: 1003,
        Description: 'Cloud',
        Statistics: {
          ClientProvidedSize: { Size: 512_000_000 * variant, MeasureStarted: 1, MeasureCompleted: 2 },
        },
      },
    },
  });
  return JSON.stringify(profile);
}

/** What `AdminListUsersFull` answers for so many accounts. */
export function userListText(count: number): string {
  const templates = Array.from({ length: 10 }, (_item, variant) => template(variant + 1));
  const members = Array.from({ length: count }, (_item, index) => {
    const text = templates[index % templates.length] ?? '{}';
    return `"customer-${index}":${text.replaceAll(NAME, `customer-${index}`)}`;
  });
  return `{${members.join(',')}}`;
}

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

const templates = Array.from({ length: 10 }, (_item, variant) => template(variant + 1));
/** Accounts in a chunk of a body, which is then about what a socket gives at once. */
const PER_CHUNK = 12;

/** The members of a list for the accounts from one number up to another. */
function membersText(from: number, to: number): string {
  const members = Array.from({ length: to - from }, (_item, offset) => {
    const name = `customer-${from + offset}`;
    return `"${name}":${templates[(from + offset) % templates.length]?.replaceAll(NAME, name)}`;
  });
  return members.join(',');
}

/** What `AdminListUsersFull` answers for so many accounts. */
export function userListText(count: number): string {
  return `{${membersText(0, count)}}`;
}

/** The same as a body that is made up while it is read. */
export function userListBody(count: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = Math.min(sent + PER_CHUNK, count);
      const end = next < count ? ',' : '}';
      controller.enqueue(encoder.encode(`${sent === 0 ? '{' : ''}${membersText(sent, next)}${end}`));
      sent = next;
      if (sent === count) controller.close();
    },
  });
}

import type { JetpackProductRow } from './entities.ts';

/** Families of products by slug. */
export const FAMILIES: ReadonlyMap<string, string> = new Map([
  ['jetpack-plans', 'Jetpack plans'],
  ['jetpack-backup', 'Jetpack VaultPress Backup'],
  ['jetpack-scan', 'Jetpack Scan'],
  ['jetpack-anti-spam', 'Jetpack Anti-spam'],
  ['jetpack-security', 'Jetpack Security'],
  ['jetpack-complete', 'Jetpack Complete'],
]);

/** The family that a cancellation without a product is about. */
export const CLASSIC_FAMILY = 'jetpack-plans';

const SECURITY = ['jetpack-scan', 'jetpack-anti-spam'];
const DAILY = ['jetpack-backup-daily', ...SECURITY];
const REALTIME = ['jetpack-backup-realtime', 'jetpack-security-daily', ...DAILY];

type Line = readonly [
  family: string,
  slug: string,
  name: string,
  amount: string,
  includes?: readonly string[],
];

/** Names and prices are invented. Which classic plan holds which product is not known, so none does. */
const LINES: readonly Line[] = [
  ['jetpack-plans', 'free', 'Jetpack Free', '0'],
  ['jetpack-plans', 'personal', 'Jetpack Personal', '2.50', ['free']],
  ['jetpack-plans', 'premium', 'Jetpack Premium', '6.25', ['free', 'personal']],
  ['jetpack-plans', 'professional', 'Jetpack Professional', '20', ['free', 'personal', 'premium']],
  ['jetpack-backup', 'jetpack-backup-daily', 'Jetpack Backup (daily)', '3.10'],
  [
    'jetpack-backup',
    'jetpack-backup-realtime',
    'Jetpack Backup (real-time)',
    '9.90',
    ['jetpack-backup-daily'],
  ],
  ['jetpack-backup', 'jetpack-backup-t1', 'Jetpack Backup (10 GB)', '3.30'],
  ['jetpack-backup', 'jetpack-backup-t2', 'Jetpack Backup (1 TB)', '10.40', ['jetpack-backup-t1']],
  ['jetpack-scan', 'jetpack-scan', 'Jetpack Scan', '3.20'],
  ['jetpack-anti-spam', 'jetpack-anti-spam', 'Jetpack Anti-spam', '2.70'],
  ['jetpack-security', 'jetpack-security-daily', 'Jetpack Security (daily)', '7.60', DAILY],
  ['jetpack-security', 'jetpack-security-realtime', 'Jetpack Security (real-time)', '17.80', REALTIME],
  [
    'jetpack-complete',
    'jetpack-complete',
    'Jetpack Complete',
    '28.40',
    ['jetpack-security-realtime', ...REALTIME],
  ],
];

const WITH_DOWNLOAD = new Set(['jetpack-complete']);

/** The products of a fake that is told of no others. */
export const DEFAULT_PRODUCTS: readonly JetpackProductRow[] = LINES.map(
  ([family, slug, name, amount, includes = []], index) => ({
    ...{ productId: 2001 + index, family, slug, name, amount, includes },
    hasDownload: WITH_DOWNLOAD.has(slug),
  }),
);

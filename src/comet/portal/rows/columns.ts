/**
 * One object of a report's list: captions with blanks and punctuation to cells. A cell may be text, a number or
 * null (question R5 of the contract is open). Unknown captions stay.
 */
export type ReportRow = Readonly<Record<string, unknown>>;

/** Captions under which a column may arrive, in the order in which they are tried. */
export type Aliases = readonly string[];

/** Captions of billing history (section 5 of the contract). */
export const BILLING_HISTORY_COLUMNS = {
  date: ['Date Added', 'Date', 'UsageDate', 'Usage Date'],
  item: ['Item', 'Description', 'Plan'],
  subItems: ['Sub-Items', 'Sub Items'],
  tenantId: ['Tenant ID', 'TenantID', 'Tenant Id', 'AccountID', 'Account ID'],
  accountName: ['Account Name', 'AccountName', 'Account'],
  deviceId: ['Device ID', 'DeviceID', 'Device Id'],
  amount: ['Amount Used', 'Amount', 'Charge'],
  packsUsed: ['Packs Used', 'PacksUsed'],
  type: ['Type'],
  quantity: ['Quantity', 'Qty'],
  unitCost: ['UnitCost', 'Unit Cost'],
  postedAt: ['PostedAt', 'Posted At', 'Date Posted'],
} as const satisfies Record<string, Aliases>;

/** Captions of active services (section 7 of the contract). */
export const ACTIVE_SERVICES_COLUMNS = {
  service: ['Service', 'Name', 'Plan', 'Product', 'ServiceName'],
  type: ['Type'],
  cycleDays: ['Billing Cycle (Days)', 'BillingCycleDays', 'CycleDays', 'Cycle (Days)'],
  nextDue: ['Next Due Date', 'NextDueDate', 'Next Due'],
  unitCost: ['Unit Cost', 'UnitCost'],
  quantity: ['Quantity', 'Qty', 'Units'],
  amount: ['Amount', 'Charge', 'Total'],
  tenantId: ['Tenant ID', 'TenantID', 'Tenant Id', 'AccountID', 'Account ID'],
  deviceId: ['Device ID', 'DeviceID', 'Device Id'],
} as const satisfies Record<string, Aliases>;

/** Rows in which a required column has to occur at least once. */
const ROWS_TO_LOOK_AT = 50;

/** The fields of `required` of which no caption occurs in the first 50 rows (W11). */
export function missingColumns<Field extends string>(
  rows: readonly unknown[],
  columns: Readonly<Record<Field, Aliases>>,
  required: readonly Field[],
): Field[] {
  const seen = new Set<string>();
  for (const row of rows.slice(0, ROWS_TO_LOOK_AT)) {
    if (isReportRow(row)) for (const caption of Object.keys(row)) seen.add(caption);
  }
  return required.filter((field) => !columns[field].some((caption) => seen.has(caption)));
}

/** Whether an element of a report's list is a row at all. */
export function isReportRow(element: unknown): element is ReportRow {
  return typeof element === 'object' && element !== null && !Array.isArray(element);
}

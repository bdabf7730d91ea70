import { bytesAnswer, jsonAnswer } from '../api/answers.ts';
import { randomHex } from '../random.ts';
import { csvOf } from './csv.ts';
import { enveloped, type PortalCall, type PortalEndpoint, PortalRefusal } from './endpoint.ts';
import type { ReportRow } from './state.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** First bytes of every xlsx file, which is a zip archive. The fake sends no more of one. */
const ZIP_START = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);

/** A report is the bare list of its rows, whatever else of the API has an envelope. */
function report({ form }: PortalCall, rows: readonly ReportRow[]): Response {
  switch (form.get('format')) {
    case 'json':
      return jsonAnswer(rows);
    case 'csv':
      return bytesAnswer(new TextEncoder().encode(csvOf(rows)), 'text/csv');
    case 'xlsx':
      return bytesAnswer(ZIP_START, XLSX);
    default:
      throw new PortalRefusal(400, 'Invalid or missing parameter: format');
  }
}

/** Each success makes another licence; there is no key that would make a repeat harmless. */
function createLicense({ state, random }: PortalCall): Response {
  const license = { serial_number: randomHex(random, 12) };
  state.licenses.push(license);
  return enveloped(license);
}

/** Every endpoint of the fake portal. */
export const PORTAL_ENDPOINTS: readonly PortalEndpoint[] = [
  {
    name: 'ReportBillingHistory',
    path: '/api/v1/report/billing_history',
    action: 'Report::BillingHistory',
    run: (call) => report(call, call.state.billingHistory),
  },
  {
    name: 'ReportActiveServices',
    path: '/api/v1/report/active_services',
    action: 'Report::ActiveServices',
    run: (call) => report(call, call.state.activeServices),
  },
  {
    name: 'ListLicenses',
    path: '/api/v1/license/list_licenses',
    action: 'License::ListLicenses',
    run: ({ state }) => enveloped(state.licenses),
  },
  {
    name: 'CreateLicense',
    path: '/api/v1/license/create_license',
    action: 'License::CreateLicense',
    run: createLicense,
  },
  {
    name: 'HostedCometList',
    path: '/api/v1/hosted_comet/list',
    action: 'HostedComet::List',
    run: ({ state }) => enveloped(state.hosted),
  },
  {
    name: 'LatestVersion',
    path: '/latestversion',
    method: 'GET',
    action: undefined,
    run: () =>
      jsonAnswer({
        latest_stable: '25.9.8',
        latest_prerelease: '25.11.1',
        downloads_url: 'https://account.example.com/downloads',
        updates_info: [],
      }),
  },
];

import type { PortalOperation } from '../api/operation.ts';
import { envelope } from '../api/readers.ts';
import { text } from '../api/shape.ts';

const CLOUDVIEW = {
  method: 'POST',
  generation: 'current',
  safety: 'write',
  timeoutClass: 'standard',
  form: () => ({}),
  reader: () => envelope(text),
} as const;

/**
 * `POST /api/v1/cloudview/convert-to-paid`. The meaning of the text that it answers is not documented.
 *
 * @deprecated by the vendor
 */
export const cloudViewConvertToPaid: PortalOperation<void, string> = {
  ...CLOUDVIEW,
  name: 'CloudViewConvertToPaid',
  path: '/api/v1/cloudview/convert-to-paid',
  tokenAction: 'CloudView::ConvertToPaid',
};

/**
 * `POST /api/v1/cloudview/convert-to-trial`. The meaning of the text that it answers is not documented.
 *
 * @deprecated by the vendor
 */
export const cloudViewConvertToTrial: PortalOperation<void, string> = {
  ...CLOUDVIEW,
  name: 'CloudViewConvertToTrial',
  path: '/api/v1/cloudview/convert-to-trial',
  tokenAction: 'CloudView::ConvertToTrial',
};

import type { PortalOperation } from '../api/operation.ts';
import { envelope } from '../api/readers.ts';
import { text } from '../api/shape.ts';

/**
 * `POST /api/v1/cloudview/convert-to-paid`. The meaning of the text that it answers is not documented.
 *
 * @deprecated by the vendor
 */
export const cloudViewConvertToPaid: PortalOperation<void, string> = {
  method: 'POST',
  generation: 'current',
  safety: 'write',
  timeoutClass: 'standard',
  form: () => ({}),
  reader: () => envelope(text),
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
  method: 'POST',
  generation: 'current',
  safety: 'write',
  timeoutClass: 'standard',
  form: () => ({}),
  reader: () => envelope(text),
  name: 'CloudViewConvertToTrial',
  path: '/api/v1/cloudview/convert-to-trial',
  tokenAction: 'CloudView::ConvertToTrial',
};

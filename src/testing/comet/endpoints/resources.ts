import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { bytesAnswer } from '../../api/answers.ts';
import type { CometEndpoint } from '../endpoint.ts';
import { done, Refusal } from '../refusal.ts';

const OCTETS = 'application/octet-stream';

/** Uploaded resources. */
export const RESOURCE_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminMetaResourceNew',
    path: '/api/v1/admin/meta/resource/new',
    auth: 'admin',
    params: { upload: 'file' },
    run: ({ world, params }) => {
      const bytes = params.file('upload');
      const hash = bytesToHex(sha256(bytes));
      world.state.resources.set(hash, bytes);
      return done({ ResourceHash: hash });
    },
  },
  {
    name: 'AdminMetaResourceGet',
    path: '/api/v1/admin/meta/resource/get',
    auth: 'admin',
    params: { Hash: 'string' },
    run: ({ world, params }) => {
      const bytes = world.state.resources.get(params.text('Hash'));
      if (bytes === undefined) throw new Refusal(404, 'Resource not found');
      return bytesAnswer(bytes, OCTETS);
    },
  },
];

import type { Issue } from '../../../core/errors/input.ts';
import { said } from '../given.ts';
import { parsePath } from '../path.ts';
import { shapeAt } from '../shape.ts';
import { copiedSetting, POLICY, refusedSetting, type Setting } from '../state.ts';

/** A path that `raw` takes: members and `["keys"]` below `Policy`. */
export type RawPath = `Policy.${string}`;

/** Any setting by its place in the vendor's `GroupPolicy`. */
export function rawSetting(text: string, value: unknown): Setting {
  const path = typeof text === 'string' ? parsePath(text) : undefined;
  if (path === undefined || path[0] !== POLICY || path.length < 2) {
    return refused(text, 'must be a path below Policy, such as Policy.RandomDelaySecs');
  }
  const holder = shapeAt(path.slice(0, -1));
  if (typeof holder !== 'object' || (holder.kind !== 'struct' && holder.kind !== 'map')) {
    return refused(text, 'leads into something that is no object of a known type; pass all of it');
  }
  if (shapeAt(path) === 'ignored') return refused(text, 'is never compared, so a policy cannot own it');
  return copiedSetting(path, value);
}

function refused(text: unknown, message: string): Setting {
  const path = said(text);
  const issue: Issue = { path, message, code: 'RAW_PATH' };
  return refusedSetting(`raw ${path}`, [issue]);
}

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffPolicy, isSatisfied, mergePolicy, type PolicyDraft } from '../../../src/comet/policy/index.ts';
import { decodeAs } from '../../../src/testing/comet/wire-types.ts';
import { draftOf, groupOf, overTheWire, textOf } from './support.ts';

/** Members of the policy that a draft owns nothing of. */
function notOwned(group: object, draft: PolicyDraft): string {
  const owned = new Set(draft.build().owns.map((path) => path.split(/[.[]/)[1]));
  const { Policy, Description: _, ...rest } = group as { Policy: object; Description: string };
  return textOf([rest, Object.entries(Policy).filter(([key]) => !owned.has(key))]);
}

const cases = fc.tuple(draftOf, groupOf);

describe('merging a draft into a policy', { timeout: 60_000 }, () => {
  test('law: what was merged has no difference left', async () => {
    await fc.assert(
      fc.property(cases, ([draft, group]) => {
        expect(diffPolicy(draft, mergePolicy(draft, group))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('law: merging again changes nothing, not even the order', async () => {
    await fc.assert(
      fc.property(cases, ([draft, group]) => {
        const once = mergePolicy(draft, group);
        expect(textOf(mergePolicy(draft, once))).toBe(textOf(once));
      }),
    );
  });

  test('law: a policy without differences stays as it is', async () => {
    await fc.assert(
      fc.property(cases, ([draft, group]) => {
        const is = mergePolicy(draft, group);
        const again = overTheWire(is);
        expect(isSatisfied(draft, again)).toBe(true);
        expect(textOf(mergePolicy(draft, again))).toBe(textOf(is));
      }),
    );
  });

  test('law: what a draft does not own stays exactly as it was read', async () => {
    await fc.assert(
      fc.property(cases, ([draft, group]) => {
        expect(notOwned(mergePolicy(draft, group), draft)).toBe(notOwned(group, draft));
      }),
      { numRuns: 300 },
    );
  });

  test('law: the differences are the places that a merge changes', async () => {
    await fc.assert(
      fc.property(cases, ([draft, group]) => {
        const changed = textOf(mergePolicy(draft, group)) !== textOf(group);
        expect(diffPolicy(draft, group).length > 0).toBe(changed);
      }),
    );
  });

  test('law: neither the draft nor the policy is changed', async () => {
    await fc.assert(
      fc.property(cases, ([draft, group]) => {
        const before = textOf([draft.build(), group]);
        const merged = mergePolicy(draft, group);
        Object.assign(Reflect.get(merged, 'Policy'), { PreventEditStorageVault: 'changed' });
        expect(textOf([draft.build(), group])).toBe(before);
      }),
    );
  });

  test('law: a policy that a server filled with zeros is the one that was sent', async () => {
    await fc.assert(
      fc.property(draftOf, (draft) => {
        const stored = decodeAs('GroupPolicy', draft.build().policy, '25.9.8');
        expect(diffPolicy(draft, stored)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('law: the later of two drafts wins wherever both own', async () => {
    await fc.assert(
      fc.property(draftOf, draftOf, (first, second) => {
        const both = first.with(second);
        try {
          both.build();
        } catch {
          fc.pre(false);
        }
        const group = { Description: '', Policy: {} };
        // What adds up does so across drafts; everything else is the second's.
        fc.pre(
          !second.build().owns.some((path) => /Exclusions|Default.*(Sources|Rules)|SomethingNew/.test(path)),
        );
        expect(diffPolicy(second, mergePolicy(both, group))).toEqual([]);
      }),
    );
  });
});

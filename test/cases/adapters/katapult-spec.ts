import { DOMParser, Element } from '@xmldom/xmldom';
import { parseBuildSpec, renderBuildSpec } from 'reseller-sdk/katapult/build-spec';
import * as z from 'zod';

function childrenOf(element: Element): Element[] {
  return [...element.childNodes].filter((node) => node instanceof Element);
}

/** Texts and attributes below an element, by path. */
function contentOf(element: Element, path: string): [string, string][] {
  const children = childrenOf(element);
  const attributes = [...element.attributes].map(({ name, value }): [string, string] => [
    `${path}/@${name}`,
    value,
  ]);
  if (children.length === 0) return [[path, element.textContent ?? ''], ...attributes];
  const inner = children.flatMap((child) => {
    const alike = children.filter(({ nodeName }) => nodeName === child.nodeName);
    const number = alike.length > 1 ? `[${alike.indexOf(child) + 1}]` : '';
    return contentOf(child, `${path === '' ? '' : `${path}/`}${child.nodeName}${number}`);
  });
  return [...attributes, ...inner];
}

function runRender(input: unknown): unknown {
  const { spec } = z.strictObject({ spec: z.unknown() }).parse(input);
  // The engine itself must refuse what is no specification.
  const xml: string = Reflect.apply(renderBuildSpec, undefined, [spec]);
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  return {
    root: root?.nodeName,
    content: root === null ? {} : Object.fromEntries(contentOf(root, '')),
    same: JSON.stringify(sorted(parseBuildSpec(xml).spec)) === JSON.stringify(sorted(spec)),
  };
}

/** A JSON value with the members of its objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]): [string, unknown] => [key, sorted(member)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function runParse(input: unknown): unknown {
  const { xml } = z.strictObject({ xml: z.string() }).parse(input);
  return parseBuildSpec(xml);
}

export const adapters = { 'katapult-spec/render': runRender, 'katapult-spec/parse': runParse };

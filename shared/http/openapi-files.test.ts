import { expect, test } from 'vitest';
import { contracts } from '../contracts.ts';
import { openapi } from './openapi.ts';
import { openapiFiles } from './openapi-files.ts';

type Tree = { [key: string]: Tree };
const document = openapi(contracts) as Tree & Parameters<typeof openapiFiles>[0];
const files = openapiFiles(document) as Map<string, Tree>;

/** Follows a reference from a file, as a reader of the document does. */
const follow = (all: Map<string, Tree>, from: string, ref: string): Tree | undefined => {
  const [file = '', pointer = ''] = ref.split('#');
  const names = pointer.split('/').slice(1);
  return names.reduce<Tree | undefined>((at, name) => at?.[name.replaceAll('~1', '/')], all.get(file || from));
};

/** A value with what it refers to in its place; what is within itself stays a reference. */
function whole(all: Map<string, Tree>, from: string, value: unknown, within: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((inner) => whole(all, from, inner, within));
  if (typeof value !== 'object' || value === null) return value;
  const ref: unknown = (value as Tree)['$ref'];
  if (typeof ref !== 'string')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, whole(all, from, inner, within)]));
  const name = ref.split('/').at(-1) ?? '';
  if (within.includes(name)) return { cycle: name };
  const file = ref.split('#')[0] || from;
  return whole(all, file, follow(all, from, ref) ?? `${ref} leads nowhere`, [...within, name]);
}

test('the files together say what the document says, every reference followed', () => {
  const expected = whole(new Map([['', document]]), '', document.paths);
  expect(whole(files, 'openapi.json', files.get('openapi.json')?.['paths'])).toEqual(expected);
});

test('no component stands in two files, and none is lost', () => {
  const names = [...files.values()].flatMap(({ components = {} }) =>
    Object.entries(components).flatMap(([section, all]) => Object.keys(all).map((name) => `${section}/${name}`)),
  );
  const all = Object.entries(document.components).flatMap(([section, some]) =>
    Object.keys(some).map((name) => `${section}/${name}`),
  );
  expect(names.sort()).toEqual(all.sort());
});

test('operations of two tags on one path are refused: a path stands in one file', () => {
  const paths = { '/a': { get: { tags: ['one'] }, put: { tags: ['other'] } } };
  expect(() => openapiFiles({ paths, components: {} })).toThrow('/a has operations of 2 tags');
});

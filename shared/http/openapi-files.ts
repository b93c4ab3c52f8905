type Json = { [key: string]: unknown };
type Document = Json & { paths: Record<string, Record<string, { tags: string[] }>>; components: Record<string, Json> };

const ROOT = 'openapi.json';
const prefix = '#/components/';

/**
 * An OpenAPI document as files, by name: one per tag, with its paths and the components that it alone uses, and
 * `openapi.json` with everything else, which refers to them.
 */
export function openapiFiles(document: Document): Map<string, Json> {
  const tagOf = new Map(Object.entries(document.paths).map(([path, item]) => [path, onlyTag(path, item)]));
  const tags = [...new Set(tagOf.values())];
  const pathsOf = (tag: string) => Object.entries(document.paths).filter(([path]) => tagOf.get(path) === tag);
  const used = new Map(tags.map((tag) => [tag, componentsOf(document, pathsOf(tag))]));
  const ownerOf = (component: string): string | undefined => {
    const users = tags.filter((tag) => used.get(tag)?.has(component));
    return users.length === 1 ? users[0] : undefined;
  };
  const part = (owner: string | undefined): Json => {
    const sections = Object.entries(document.components).map(([section, all]) => [
      section,
      Object.fromEntries(Object.entries(all).filter(([name]) => ownerOf(`${section}/${name}`) === owner)),
    ]);
    return Object.fromEntries(sections.filter(([, all]) => Object.keys(all as Json).length > 0)) as Json;
  };
  const file = (tag: string): Json =>
    withRefs({ paths: Object.fromEntries(pathsOf(tag)), components: part(tag) }, (component) =>
      ownerOf(component) === tag ? prefix + component : ROOT + prefix + component,
    ) as Json;
  const paths = [...tagOf].map(([path, tag]) => [path, { $ref: `${tag}.json#/paths/${path.replaceAll('/', '~1')}` }]);
  const root = { ...document, paths: Object.fromEntries(paths) as Json, components: part(undefined) };
  return new Map<string, Json>([[ROOT, root], ...tags.map((tag): [string, Json] => [`${tag}.json`, file(tag)])]);
}

function onlyTag(path: string, item: Record<string, { tags: string[] }>): string {
  const tags = new Set(Object.values(item).flatMap((operation) => operation.tags));
  const [tag] = tags;
  if (tag === undefined || tags.size > 1) throw new Error(`${path} has operations of ${tags.size} tags`);
  return tag;
}

/** Components that a value refers to, over others too, as `section/name`. */
function componentsOf(document: Document, value: unknown, found = new Set<string>()): Set<string> {
  withRefs(value, (component) => {
    const [section = '', name = ''] = component.split('/');
    if (!found.has(component)) componentsOf(document, document.components[section]?.[name], found.add(component));
    return component;
  });
  return found;
}

/** A copy in which each reference to a component is replaced. */
function withRefs(value: unknown, refTo: (component: string) => string): unknown {
  if (Array.isArray(value)) return value.map((inner) => withRefs(inner, refTo));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    key === '$ref' && typeof inner === 'string' ? refTo(inner.slice(prefix.length)) : withRefs(inner, refTo),
  ]);
  return Object.fromEntries(entries);
}

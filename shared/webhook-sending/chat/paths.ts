type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
};

const DEEPEST = 4;
const values = new Set(['string', 'integer', 'number', 'boolean']);

/** The paths of a JSON Schema that lead to a value or to a list of values, as `a.b`. */
export function pathsOf(root: object): ReadonlySet<string> {
  const { $defs = {} } = root as Schema;
  const resolved = (schema: Schema): Schema => $defs[schema.$ref?.slice('#/$defs/'.length) ?? ''] ?? schema;
  const found = new Set<string>();
  const walk = (schema: Schema, path: string[]): void => {
    const { type = '', properties = {}, items, anyOf = [] } = resolved(schema);
    if (values.has(type) || (items && values.has(resolved(items).type ?? ''))) found.add(path.join('.'));
    if (path.length >= DEEPEST) return;
    for (const one of anyOf) walk(one, path);
    for (const [name, one] of Object.entries(properties)) walk(one, [...path, name]);
  };
  walk(root as Schema, []);
  return found;
}

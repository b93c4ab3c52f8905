import { isDeepStrictEqual } from 'node:util';
import type { createDocument } from 'zod-openapi';

type Document = ReturnType<typeof createDocument>;
type Operation = NonNullable<NonNullable<Document['paths']>[string]['get']>;
type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const operationsOf = (document: Document): Operation[] =>
  Object.values(document.paths ?? {}).flatMap((path) => methods.flatMap((method) => path[method] ?? []));

/**
 * Makes a component of every parameter that several operations take. It is called as the parameter; where two differ,
 * the later one has its tag before the name, so that a new operation renames none.
 */
export function withSharedParameters(document: Document): Document {
  const operations = operationsOf(document);
  const all = operations.flatMap(({ parameters = [] }) => parameters);
  const shared: Record<string, Parameter> = {};
  const nameOf = (parameter: Parameter, tag = ''): string => {
    const same = Object.keys(shared).find((name) => isDeepStrictEqual(shared[name], parameter));
    const name = same ?? (shared[parameter.name] ? `${tag}.${parameter.name}` : parameter.name);
    shared[name] ??= parameter;
    return name;
  };
  for (const operation of operations) {
    operation.parameters = operation.parameters?.map((parameter) => {
      if ('$ref' in parameter) return parameter;
      const uses = all.filter((other) => isDeepStrictEqual(other, parameter)).length;
      return uses < 2 ? parameter : { $ref: `#/components/parameters/${nameOf(parameter, operation.tags?.[0])}` };
    });
    if (!operation.parameters) delete operation.parameters;
  }
  return { ...document, components: { ...document.components, parameters: shared } };
}

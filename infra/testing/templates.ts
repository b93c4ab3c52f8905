import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Trigger } from '../../events/define.ts';
import { type Config, defaults } from '../config.ts';
import type { HttpFunction } from '../functions.ts';
import { addStacks } from '../stacks/stacks.ts';

type Resource = { Type: string; Properties?: Properties; DeletionPolicy?: string };
type Template = { Resources: Record<string, Resource> };
/** Stack name → its template. */
export type Templates = Record<string, Template>;

const root = join(import.meta.dirname, '../..');
const context = (JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> })
  .context;

/** The whole app's templates, with empty function bodies: nothing is bundled. */
export function templatesOf(
  overrides: Partial<Config>,
  triggers: readonly Trigger[],
  functions?: Readonly<Record<string, HttpFunction>>,
): Templates {
  const app = new App({ context });
  addStacks(app, { ...defaults, ...overrides }, triggers, functions);
  const stacks = app.synth().stacks.map(({ stackName, template }) => [stackName, template as Template]);
  return Object.fromEntries(stacks) as Templates;
}

/** Logical id, properties and stack of every resource of a type. */
export function resourcesOf(templates: Templates, type: string): Found[] {
  return Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties = {} }]) => ({ stack, id, properties: Properties })),
  );
}
export type Properties = Record<string, unknown>;
export type Found = { stack: string; id: string; properties: Properties };

/** The value at a dotted path of CloudFormation's JSON, e.g. `Targets.0.Arn`; undefined where the path ends early. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => (inner as Properties | undefined | null)?.[name], value);

export const listAt = (value: unknown, path: string): unknown[] => {
  const found = at(value, path);
  return Array.isArray(found) ? found : found === undefined ? [] : [found];
};

/** Whether a value refers to a resource at any depth, by `Ref` or `Fn::GetAtt`, or by what its stack exports of it. */
export const refersTo = (value: unknown, id: string): boolean => {
  const text = JSON.stringify(value ?? null);
  return [`"${id}"`, `:ExportsOutputRef${id}`, `:ExportsOutputFnGetAtt${id}`].some((name) => text.includes(name));
};

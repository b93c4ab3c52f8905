import { describe, expect, test } from 'vitest';
import type { Question } from './questions.ts';
import { at, type Properties, resourcesOf, type Templates } from './templates.ts';

/** A defect, made in a copy of the real templates. */
export type Mutation = (templates: Templates) => void;

/** Changes every resource of a type. */
export const each =
  (type: string, change: (properties: Properties) => void): Mutation =>
  (templates) => {
    for (const { properties } of resourcesOf(templates, type)) change(properties);
  };

export const set = (type: string, name: string, value: unknown): Mutation =>
  each(type, (properties) => {
    properties[name] = value;
  });

/** Deletes the value at a dotted path of every resource of a type. */
export const without = (type: string, path: string): Mutation =>
  each(type, (properties) => {
    const [, parent = '', name = ''] = /^(?:(.+)\.)?([^.]+)$/.exec(path) ?? [];
    const holder = (parent ? at(properties, parent) : properties) as Properties | undefined;
    if (holder) delete holder[name];
  });

export const remove =
  (type: string, doomed: (properties: Properties) => boolean = () => true): Mutation =>
  (templates) => {
    for (const { stack, id, properties } of resourcesOf(templates, type)) {
      if (doomed(properties)) delete templates[stack]?.Resources[id];
    }
  };

export const add =
  (Type: string, Properties: Properties, copies = 1): Mutation =>
  (templates) => {
    const stack = Object.values(templates)[0];
    for (let copy = 0; stack && copy < copies; copy++) stack.Resources[`Mutant${copy}`] = { Type, Properties };
  };

export const allow = (Action: string, Resource: string): Mutation =>
  each('AWS::IAM::Policy', (properties) => {
    (at(properties, 'PolicyDocument.Statement') as unknown[]).push({ Effect: 'Allow', Action, Resource });
  });

/** A guarantee, the question that checks it, and defects that the question must notice to be worth asking. */
export type Guarantee = [title: string, question: Question, ...mutants: Mutation[]];

/** Asks each question of every deployment; the defects are made in the first, which should have a bit of everything. */
export function examine(deployments: Readonly<Record<string, Templates>>, guarantees: readonly Guarantee[]): void {
  const [sample = {}] = Object.values(deployments);
  describe.each(guarantees)('%s', (_, question, ...mutants) => {
    test.each(Object.entries(deployments))('holds in the %s deployment', (_name, templates) => {
      expect(question(templates)).toEqual([]);
    });

    test.each(mutants.map((mutate, index) => [index + 1, mutate] as const))(
      'defect %i is noticed',
      (_number, mutate) => {
        const mutant = structuredClone(sample);
        mutate(mutant);
        expect(question(mutant)).not.toEqual([]);
      },
    );
  });
}

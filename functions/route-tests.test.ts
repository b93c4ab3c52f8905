import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contracts } from '../shared/contracts.ts';

const tests = globSync('functions/*/*.test.ts').map((path) => readFileSync(path, 'utf8'));

/** Contracts that no test file gives to `routeTests`. Which routes it then tests is known to the compiler. */
const untested = (resources: readonly string[], files: readonly string[]): string[] =>
  resources.filter((resource) => {
    const routes = `${resource.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Routes`;
    return !files.some((text) => new RegExp(`^routeTests\\(${routes}, handler, `, 'm').test(text));
  });

test('every contract has the generated tests of security, tenancy and validation', () => {
  expect(
    untested(
      contracts.map(({ resource }) => resource),
      tests,
    ),
  ).toEqual([]);
});

test('a contract without them is found', () => {
  expect(untested(['survey-page'], [])).toEqual(['survey-page']);
  expect(untested(['survey-page'], ['// routeTests(surveyPageRoutes, handler, {'])).toEqual(['survey-page']);
  expect(untested(['survey-page'], ['\nrouteTests(surveyPageRoutes, handler, {'])).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { knownTopicsIn } from '../analysis/topics.ts';
import { PutSettings } from '../company/settings.schema.ts';
import { topicsOfNodes } from './in-force.ts';
import { errorsIn, warningsIn } from './node-rules.ts';
import { nodesOfSettings, settingsOfNodes } from './of-settings.ts';
import { PutTaxonomy, type TaxonomyNode } from './taxonomy.schema.ts';

const node = (id: string, more: Partial<TaxonomyNode> = {}): TaxonomyNode => ({
  id,
  kind: 'category',
  name: id,
  ...more,
});
const RETIRED = '2026-11-01T00:00:00.000Z';

describe('what is no taxonomy is refused with where it is wrong', () => {
  test.each([
    ['a parent that is not there', [node('a', { parent: 'b' })], '#/nodes/0/parent'],
    ['a node that is its own parent', [node('a', { parent: 'a' })], '#/nodes/0/parent'],
    ['a cycle', [node('a', { parent: 'b' }), node('b', { parent: 'a' })], '#/nodes/1/parent'],
    [
      'a fourth level',
      [node('a'), node('b', { parent: 'a' }), node('c', { parent: 'b' }), node('d', { parent: 'c' })],
      '#/nodes/3/parent',
    ],
    ['a retired parent', [node('a', { retiredAt: RETIRED }), node('b', { parent: 'a' })], '#/nodes/1/parent'],
    ['a theme below a category', [node('a'), node('b', { kind: 'theme', parent: 'a' })], '#/nodes/1/parent'],
    ['a language that nobody speaks', [node('a', { labels: { xx: 'A' } })], '#/nodes/0/labels/xx'],
    ['synonyms in a language that is not analysed', [node('a', { synonyms: { pl: ['b'] } })], '#/nodes/0/synonyms/pl'],
    ['synonyms in no language', [node('a', { synonyms: { xx: ['b'] } })], '#/nodes/0/synonyms/xx'],
    ['the same id twice', [node('a'), node('a', { name: 'b' })], '#/nodes/1/id'],
    ['siblings of one name', [node('a'), node('b', { name: 'A' })], '#/nodes/1/name'],
  ])('%s', (_, nodes, pointer) => {
    expect(errorsIn(nodes).map((error) => error.pointer)).toContain(pointer);
  });

  test('401 nodes, 51 synonyms, force without a reason, a reason without force', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => node(`n${index}`));
    const words = Array.from({ length: 51 }, (_, index) => `w${index}`);
    const pointers = (body: object) =>
      PutTaxonomy.safeParse(body).error?.issues.map(({ path }) => path.map(String).join('/'));
    const forced = { force: true, reason: 'first one' };
    expect(pointers({ nodes: many(400), ...forced })).toBeUndefined();
    expect(pointers({ nodes: many(401), ...forced })).toEqual(['nodes']);
    expect(pointers({ nodes: [node('a', { synonyms: { en: words } })], ...forced })).toEqual(['nodes/0/synonyms/en']);
    expect(pointers({ nodes: [], force: true })).toEqual(['reason']);
    expect(pointers({ nodes: [], reason: 'why' })).toEqual(['reason']);
  });

  test('three levels, a retired node below a retired one, and an "other" in each category are fine', () => {
    const nodes = [
      node('a'),
      node('b', { parent: 'a' }),
      node('c', { parent: 'b' }),
      node('d', { retiredAt: RETIRED }),
      node('e', { parent: 'd', retiredAt: RETIRED }),
      node('f'),
      node('o1', { name: 'Other', parent: 'a' }),
      node('o2', { name: 'Other', parent: 'f' }),
      node('t', { kind: 'theme', labels: { pl: 'Dostawa' }, synonyms: { und: ['DHL'] } }),
    ];
    expect(errorsIn(nodes)).toEqual([]);
    expect(warningsIn(nodes)).toEqual([]);
  });
});

describe('a synonym of two nodes on one level is a warning', () => {
  const bill = node('bill', { synonyms: { en: ['invoice'] } });
  const at = (other: TaxonomyNode, ...more: TaxonomyNode[]) =>
    warningsIn([bill, other, ...more]).map(({ pointer }) => pointer);

  test('by its stem, whichever of the two is a name, and in every language where it says none', () => {
    expect(at(node('pay', { synonyms: { en: ['payment', 'Invoices'] } }))).toEqual(['#/nodes/1/synonyms/en/1']);
    expect(at(node('invoice'))).toEqual(['#/nodes/1/name']);
    expect(at(node('pay', { synonyms: { und: ['invoice'] } }))).toEqual(['#/nodes/1/synonyms/und/0']);
  });

  test('not of another level, kind or language, nor of a retired node', () => {
    const synonyms = { en: ['invoice'] };
    expect(at(node('pay'), node('deep', { parent: 'pay', synonyms }))).toEqual([]);
    expect(at(node('pay', { kind: 'theme', synonyms }))).toEqual([]);
    expect(at(node('pay', { synonyms: { de: ['invoice'] } }))).toEqual([]);
    expect(at(node('pay', { retiredAt: RETIRED, synonyms }))).toEqual([]);
  });
});

test('a text is searched for names, words of every language, labels and synonyms of its own, and not where one excludes it', () => {
  const topics = topicsOfNodes([
    node('bill', { name: 'Billing', labels: { de: 'Abrechnung' }, synonyms: { en: ['invoice'], de: ['Rechnung'] } }),
    node('charge', { synonyms: { und: ['charge'] }, exclude: ['charging cable'] }),
    node('old', { synonyms: { und: ['invoice'] }, retiredAt: RETIRED }),
  ]);
  const found = (text: string, language: string) => knownTopicsIn(text, language, topics).map(({ name }) => name);
  expect(found('Two invoices and a charge', 'en')).toEqual(['Billing', 'charge']);
  expect(found('Zwei Rechnungen', 'en')).toEqual([]);
  expect(found('Zwei Rechnungen, eine charge', 'de')).toEqual(['Billing', 'charge']);
  expect(found('Die Abrechnung fehlt', 'de')).toEqual(['Billing']);
  expect(found('No charge came with the charging cable', 'en')).toEqual([]);
});

test('settings become nodes and nodes settings without loss, also where a category and a theme have one name', () => {
  const { taxonomy } = PutSettings.parse({
    taxonomy: {
      categories: [{ name: 'Zahlung', keywords: ['Rechnung'], subcategories: ['Mahnung'] }, { name: '配送' }],
      themes: [{ name: 'Zahlung', route: 'quick_win' }],
    },
  });
  const nodes = nodesOfSettings(taxonomy);
  expect(nodes.map(({ id, parent }) => [id, parent])).toEqual([
    ['zahlung', undefined],
    ['mahnung', 'zahlung'],
    ['node', undefined],
    ['zahlung-2', undefined],
  ]);
  expect(errorsIn(nodes)).toEqual([]);
  expect(settingsOfNodes(nodes)).toEqual(taxonomy);
});

import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const product = globSync(['shared/**/*.ts', 'functions/**/*.ts', 'events/**/*.ts', 'web/**/*.{ts,tsx}']).filter(
  (path) => !/\.test\.tsx?$|\/testing\/|\.testing\.ts$/.test(path),
);

/** The text of every query in a source file, with the ten lines above it. */
function queriesIn(source: string): { above: string; query: string }[] {
  return [...source.matchAll(/new QueryCommand\(/g)].map(({ index }) => {
    const above = source.slice(0, index).split('\n').slice(-10).join('\n');
    let depth = 0;
    let end = source.indexOf('(', index);
    do {
      if (source[end] === '(') depth++;
      if (source[end] === ')') depth--;
      end++;
    } while (depth > 0);
    return { above, query: source.slice(index, end) };
  });
}

/** DynamoDB ends a page at 1 MB without an error, so a query that does not go on loses the rest silently. */
const goesOn = ({ query }: { query: string }): boolean => query.includes('ExclusiveStartKey');
const saysWhyNot = ({ above }: { above: string }): boolean => /One page is enough: \S/.test(above);

test('every query follows its pages, or says why one page is enough', () => {
  const silent = product.filter((path) =>
    queriesIn(readFileSync(path, 'utf8')).some((query) => !goesOn(query) && !saysWhyNot(query)),
  );
  expect(silent).toEqual([]);
});

test('a query that reads one page and does not say why is noticed', () => {
  const [bad] = queriesIn(
    'const { Items } = await db.send(\n  new QueryCommand({ TableName: tableName(), Limit: f(1) }),\n);',
  );
  expect(bad && !goesOn(bad) && !saysWhyNot(bad)).toBe(true);
  const [good] = queriesIn('// One page is enough: at most 50 rows of 1 KB.\nawait db.send(new QueryCommand({}))');
  expect(good && saysWhyNot(good)).toBe(true);
});

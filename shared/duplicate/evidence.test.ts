import { beforeAll, describe, expect, test } from 'vitest';
import { sharedWordsOf } from '../customer/tokens.ts';
import { type Facts, factsOf, scoreOf } from './evidence.ts';
import { aCrowd, person, type Planted } from './testing/crowd.ts';

const score = (one: object, other: object) => scoreOf(factsOf(person(one)), factsOf(person(other)));
const kinds = (pair: ReturnType<typeof score>) => pair.evidence.map(({ kind }) => kind);

describe('the score of a pair', () => {
  const anna = { firstName: 'Anna', lastName: 'Huber' };

  test('is the sum of what holds, of names and of places the better one alone', () => {
    const pair = score(
      { ...anna, email: 'a@example.com', phone: '+436641234567', birthDate: '1980-01-02', postalCode: '8010' },
      { ...anna, email: 'A@example.com', phone: '+436641234567', birthDate: '1980-01-02', postalCode: '8010' },
    );
    expect(pair).toEqual({
      score: 100,
      band: 'likely',
      suggestion: 'merge',
      evidence: [
        { kind: 'same_email', points: 40 },
        { kind: 'same_phone', points: 30 },
        { kind: 'same_name', points: 25 },
        { kind: 'same_birth_date', points: 20 },
        { kind: 'same_postal_code', points: 5 },
      ],
    });
  });

  test('is the same from both sides, and between 0 and 100', () => {
    const one = { ...anna, email: 'a@example.com', externalId: '1' };
    const other = { firstName: 'Bernd', lastName: 'Maier', birthDate: '1980-01-02', externalId: '2' };
    expect(score(one, other)).toEqual(score(other, one));
    expect(score(one, other).score).toBe(0);
  });

  test('says less where birth dates or ids of one source differ', () => {
    const both = { ...anna, email: 'a@example.com' };
    expect(score({ ...both, birthDate: '1980-01-02' }, { ...both, birthDate: '1981-01-02' }).score).toBe(35);
    expect(score({ ...both, externalId: 'C-1' }, { ...both, externalId: 'C-2' }).score).toBe(25);
  });

  test('below Jaro–Winkler 0.88 of the names a pair is never likely', () => {
    const same = { email: 'a@example.com', phone: '+436641234567', birthDate: '1980-01-02' };
    const pair = score({ ...same, lastName: 'Huber' }, { ...same, lastName: 'Maier' });
    expect(pair).toMatchObject({ score: 90, band: 'possible' });
  });

  test('Same phone and last name, two first names: a household, and not likely whatever else is the same', () => {
    const home = { lastName: 'Huber', phone: '+436641234567', street: 'Herrengasse 5', postalCode: '8010' };
    const pair = score({ ...home, firstName: 'Anna' }, { ...home, firstName: 'Bernd', email: 'h@example.com' });
    expect(pair).toMatchObject({ band: 'possible', suggestion: 'household' });
    expect(kinds(pair)).toContain('same_address');
    const more = { ...home, email: 'h@example.com', birthDate: '1980-01-02' };
    expect(score({ ...more, firstName: 'Anna' }, { ...more, firstName: 'Bernd' })).toMatchObject({
      score: 100,
      band: 'possible',
      suggestion: 'household',
    });
  });

  test('an initial is no other first name', () => {
    const home = { lastName: 'Huber', phone: '+436641234567', email: 'h@example.com' };
    expect(score({ ...home, firstName: 'Anna' }, { ...home, firstName: 'A.' }).suggestion).toBe('merge');
  });

  test('a business is found by its name and domain, not by a domain of everybody', () => {
    const firm = { type: 'business', businessName: 'Huber Bau GmbH', postalCode: '8010' };
    const pair = score({ ...firm, email: 'office@huber.example' }, { ...firm, email: 'hr@huber.example' });
    expect(kinds(pair)).toEqual(['same_name', 'same_domain', 'same_postal_code']);
    const everybody = score({ ...firm, email: 'a@gmail.com' }, { ...firm, email: 'b@gmail.com' });
    expect(kinds(everybody)).not.toContain('same_domain');
  });
});

/** So many of a block are looked at, as in the table. */
const MOST_OF_ONE = 200;

/** Pairs of some customers that share a word, each once. */
function pairsOf(all: readonly { words: readonly string[] }[]): Set<string> {
  const blocks = new Map<string, number[]>();
  for (const [at, { words }] of all.entries())
    for (const word of words) {
      const block = blocks.get(word);
      if (block) block.push(at);
      else blocks.set(word, [at]);
    }
  const pairs = new Set<string>();
  for (const block of blocks.values()) {
    const some = block.slice(0, MOST_OF_ONE);
    for (const [at, one] of some.entries()) for (const other of some.slice(at + 1)) pairs.add(`${one}:${other}`);
  }
  return pairs;
}

describe('among 100 000 customers of whom 2 000 are planted duplicates', () => {
  let crowd: Planted;
  let found = { likely: new Set<string>(), possible: new Set<string>() };
  beforeAll(() => {
    crowd = aCrowd({ customers: 100_000, duplicates: 2_000, seed: 20_261_202 });
    const all = crowd.customers.map((one) => ({ facts: factsOf(one), words: sharedWordsOf(one) }));
    found = { likely: new Set(), possible: new Set() };
    for (const pair of pairsOf(all)) {
      const [one, other] = pair.split(':').map((at) => all[Number(at)]?.facts) as [Facts, Facts];
      const { band, suggestion } = scoreOf(one, other);
      if (band && suggestion === 'merge') found[band].add(pair);
    }
  }, 120_000);

  test('recall ≥ 95 %, precision of `likely` ≥ 98 % on the planted set', () => {
    const { planted } = crowd;
    const isFound = (pair: string) => found.likely.has(pair) || found.possible.has(pair);
    const recall = [...planted].filter(isFound).length / planted.size;
    const right = [...found.likely].filter((pair) => planted.has(pair)).length;
    const precision = right / found.likely.size;
    expect(planted.size).toBe(2_000);
    expect(recall).toBeGreaterThanOrEqual(0.95);
    expect(precision).toBeGreaterThanOrEqual(0.98);
  });
});

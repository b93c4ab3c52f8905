import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { iso31661 } from 'iso-3166';
import type { AddressParts } from './address.schema.ts';
import { countryOf, stateOf } from './regions.ts';
import { spelled } from './postal-code.ts';
import { standardise } from './standardise.ts';
import { standardLine } from './street.ts';

test.each([
  ['AT', 'AT'],
  ['aut', 'AT'],
  ['Österreich', 'AT'],
  ['osterreich', 'AT'],
  ['Vereinigte Staaten', 'US'],
  ['États-Unis', 'US'],
  ['United States of America', 'US'],
  ['Great Britain', undefined],
  ['XX', undefined],
])('the country %s is %s', (name, country) => expect(countryOf(name)).toBe(country));

test.each([
  ['AT', 'Steiermark', '6'],
  ['AT', '6', '6'],
  ['AT', 'AT-6', '6'],
  ['US', 'new york', 'NY'],
  ['US', 'ny', 'NY'],
  ['DE', 'Steiermark', undefined],
])('of %s, the state %s is %s', (country, state, code) => expect(stateOf(country, state)?.code).toBe(code));

test.each([
  ['GB', 'sw1a1aa', 'SW1A 1AA'],
  ['GB', 'SW1A  1AA', 'SW1A 1AA'],
  ['CA', 'm5v2t6', 'M5V 2T6'],
  ['NL', '1012ab', '1012 AB'],
  ['SE', '11122', '111 22'],
  ['PL', '00950', '00-950'],
  ['JP', '1008111', '100-8111'],
  ['US', '100011234', '10001-1234'],
  ['US', '10001', '10001'],
  ['AT', ' 8010', '8010'],
])('in %s the postal code %s is written %s', (country, entered, code) => expect(spelled(country, entered)).toBe(code));

test.each([
  ['US', '350 Fifth Avenue', '350 Fifth Ave'],
  ['US', '12 North Main Street', '12 N Main St'],
  ['US', '12 Main Street Northwest', '12 Main St NW'],
  ['US', '1 Park Avenue Court Apt 4', '1 Park Avenue Ct Apt 4'],
  ['US', '7 North Street', '7 North St'],
  ['US', '7 Avenue Road', '7 Avenue Rd'],
  ['DE', 'Hauptstr. 5', 'Hauptstraße 5'],
  ['AT', 'Hauptstr 5', 'Hauptstraße 5'],
  ['DE', 'Str. des 17. Juni 135', 'Straße des 17. Juni 135'],
  ['CH', 'Bahnhofstr. 1', 'Bahnhofstrasse 1'],
  ['FR', '5 Rue Str.', '5 Rue Str.'],
])('in %s the line %s is in standard form %s', (country, line, standard) =>
  expect(standardLine(country, line)).toBe(standard),
);

describe('an address', () => {
  test('is laid out as in its country, its postal code spelled as there', () => {
    const british = standardise({ lines: ['10 Downing Street'], city: 'London', postalCode: 'sw1a2aa', country: 'GB' });
    expect(british.standard.lines).toEqual(['10 Downing Street', 'London', 'SW1A 2AA']);
    const american = {
      lines: ['350 5th Avenue', 'Floor 34'],
      city: 'New York',
      state: 'new york',
      postalCode: '10001',
    };
    expect(standardise(american, 'US')).toEqual({
      parts: { ...american, state: 'NY', country: 'US' },
      check: { format: 'ok', issues: [] },
      standard: {
        lines: ['350 5th Ave', 'Floor 34', 'New York, NY 10001'],
        text: '350 5th Ave, Floor 34, New York, NY 10001',
      },
    });
    expect(standardise({ lines: ['Hauptstr. 5'], city: 'Graz', postalCode: '8010' }, 'AT').standard.text).toBe(
      'Hauptstraße 5, 8010 Graz',
    );
  });

  test.each<[string, AddressParts, string, string[]]>([
    ['of four digits in Germany', { postalCode: '1011', country: 'DE' }, 'failed', ['postal_code_form']],
    [
      'of another country’s state',
      { state: 'Steiermark', postalCode: '10115', country: 'DE' },
      'failed',
      ['state_unknown'],
    ],
    ['of a country that is none', { city: 'Graz', country: 'XX' }, 'failed', ['country_unknown']],
    ['without a postal code', { city: 'Graz', country: 'AT' }, 'ok', ['postal_code_missing']],
    ['of a country without postal codes', { city: 'Hong Kong', country: 'HK' }, 'ok', []],
    ['without a country', { city: 'Graz', postalCode: '8010' }, 'unknown', ['country_missing']],
  ])('%s is %s', (_, parts, format, issues) => expect(standardise(parts).check).toEqual({ format, issues }));

  test('in standard form stays as it is when it is standardised again (1 000 addresses)', () => {
    const countries = iso31661.map(({ alpha2 }) => alpha2);
    const word = fc.constantFrom(
      'Main',
      'North',
      'Street',
      'Hauptstr.',
      'Str.',
      'Rue',
      'St',
      'Qroad',
      '5',
      '12b',
      'Apt',
      'Ave',
      'Çelebi',
      '東京',
      '$&',
      'straße',
    );
    const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
    const address = fc.record(
      {
        lines: fc.array(fc.oneof(text, fc.string({ minLength: 1, maxLength: 30 })), { minLength: 1, maxLength: 3 }),
        city: fc.oneof(text, fc.string({ minLength: 1, maxLength: 30 })),
        state: text,
        postalCode: fc.stringMatching(/^[0-9A-Za-z -]{3,9}$/),
        country: fc.constantFrom(...countries),
      },
      { requiredKeys: ['lines', 'country'] },
    );
    fc.assert(
      fc.property(address, (entered) => {
        const once = standardise(entered);
        const lines = once.parts.lines?.map((line) => standardLine(once.parts.country, line));
        const twice = standardise({ ...once.parts, lines });
        expect(twice.standard).toEqual(once.standard);
        expect({ ...twice.parts, lines: [] }).toEqual({ ...once.parts, lines: [] });
        expect(twice.parts.lines).toEqual(lines);
      }),
      { numRuns: 1_000 },
    );
  });
});

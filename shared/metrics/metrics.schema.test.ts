import { expect, test } from 'vitest';
import * as z from 'zod';
import { Day } from './metrics.schema.ts';

test('the one pattern of a day in the API document takes exactly the days that a request may name', () => {
  const { pattern, allOf } = z.toJSONSchema(Day);
  expect(allOf).toBeUndefined();
  const documented = new RegExp(pattern ?? '');
  const years = [0, 1969, 1970, 1972, 1999, 2000, 2023, 2024, 2100, 2400, 3900, 4000, 9996, 9998];
  const texts = years.flatMap((year) =>
    Array.from({ length: 13 }, (_, month) => month).flatMap((month) =>
      Array.from({ length: 33 }, (_, day) =>
        [`${year}`.padStart(4, '0'), `${month}`.padStart(2, '0'), `${day}`.padStart(2, '0')].join('-'),
      ),
    ),
  );
  for (const text of [...texts, '', '2026-1-01', '2026-11-21T00:00', ' 2026-11-21', '20026-01-01'])
    expect([text, documented.test(text)]).toEqual([text, Day.safeParse(text).success]);
});

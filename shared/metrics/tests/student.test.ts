import { describe, expect, test } from 'vitest';
import { incompleteBeta, studentQuantile, studentTail } from './student.ts';

const expectClose = (value: number, wanted: number, part: number): void =>
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * part);

// Values by SciPy 1.17.1 (Boost): `stats.t.ppf`, `stats.t.sf`, `special.betainc`.
describe('Student’s t distribution', () => {
  test.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 9, 2.262157162798205],
    [0.975, 11, 2.200985160091639],
    [0.975, 4.37, 2.6861481000408847],
    [0.975, 29, 2.045229642132703],
    [0.975, 120, 1.9799304050824402],
    [0.975, 999, 1.9623414611334493],
    [0.975, 1_000_000, 1.959966356814107],
    [0.995, 3, 5.840909309733355],
    [0.9, 15, 1.3406056078504558],
  ])('has below a share of %d with %d degrees of freedom what SciPy says', (p, df, wanted) =>
    expectClose(studentQuantile(p, df), wanted, 1e-9),
  );

  test('is even: half of it lies below 0', () => expect(studentQuantile(0.5, 5)).toBeLessThan(1e-15));

  test.each([
    [0, 5, 0.5],
    [0.5, 3, 0.3257239824240755],
    [2.5, 11, 0.014753187043682081],
    [12, 4.5, 6.891598826636523e-5],
    [40, 100, 1.2310538010700354e-63],
    [3, 1_000, 0.0013833545221190963],
  ])('P(T > %d) with %d degrees of freedom is as SciPy says', (t, df, wanted) =>
    expectClose(studentTail(t, df), wanted, 1e-11),
  );
});

test.each([
  [0, 2, 3, 0],
  [0.1, 2, 3, 0.0523],
  [0.5, 0.5, 0.5, 0.5],
  [0.9, 10, 0.5, 0.15164090963470994],
  [0.99, 50.5, 2, 0.9059700214435753],
  [0.3, 120, 250, 0.1587108460654624],
  [1, 2, 3, 1],
])('I_%d(%d, %d) is as SciPy says', (x, a, b, wanted) => expectClose(incompleteBeta(x, a, b), wanted, 1e-11));

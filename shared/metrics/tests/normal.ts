/** The standard normal distribution. */

const evaluate = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, one) => sum * x + one, 0);

// Coefficients of M. J. Wichura, Algorithm AS 241: The percentage points of the normal distribution,
// Applied Statistics 37 (1988), 477–484, routine PPND16; each by rising power
// and as the nearest double.
const CENTRE = {
  top: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  bottom: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852546,
  ],
} as const;
const MIDDLE = {
  top: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  bottom: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
} as const;
const FAR = {
  top: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  bottom: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
} as const;
const rational = ({ top, bottom }: Record<'top' | 'bottom', readonly number[]>, x: number): number =>
  evaluate(top, x) / evaluate(bottom, x);

/** The z with P(Z < z) = p, for 0 < p < 1: relative error about 1e-16 (Wichura, AS 241). ±∞ at 0 and 1. */
export function inverseNormal(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * rational(CENTRE, 0.180625 - q * q);
  const tail = q < 0 ? p : 1 - p;
  if (tail <= 0) return q < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-Math.log(tail));
  const z = r <= 5 ? rational(MIDDLE, r - 1.6) : rational(FAR, r - 5);
  return q < 0 ? -z : z;
}

const SERIES_TO = 3;

/**
 * P(Z > z). Near the centre by the series z + z³/3 + z⁵/(3·5) + … (G. Marsaglia, Journal of Statistical Software 11(4),
 * 2004), in the tail by Laplace's continued fraction, which keeps its relative accuracy where 1 − P would lose it.
 */
export function upperTail(z: number): number {
  if (z < -SERIES_TO) return 1 - upperTail(-z);
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  if (z <= SERIES_TO) {
    let [term, sum] = [z, z];
    for (let k = 3; Math.abs(term) > Math.abs(sum) * 1e-17; k += 2) sum += term *= (z * z) / k;
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = 200; k > 0; k--) fraction = z + k / fraction;
  return density / fraction;
}

/** The seed that a text names; throws where it is no whole number from 1 to 4 294 967 295. */
export function seedOf(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed) || seed < 1 || seed > 0xff_ff_ff_ff)
    throw new Error(`--demo=${text}: the seed of the demo data must be a whole number from 1 to 4294967295`);
  return seed;
}

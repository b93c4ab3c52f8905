/** Comprehend counts code points where JavaScript counts UTF-16 units. */
export function codePointsBefore(text: string): (unit: number) => number {
  const counts = new Uint32Array(text.length + 1);
  let seen = 0;
  for (let unit = 0; unit < text.length;) {
    const size = (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
    counts.fill(seen, unit, unit + size);
    unit += size;
    seen++;
  }
  counts[text.length] = seen;
  return (unit) => counts[unit] ?? seen;
}

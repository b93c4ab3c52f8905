type Range = readonly [from: number, to: number];

/**
 * Which characters of a text no font has a glyph for; a printed report shows boxes in their place. Each once, in the order
 * of the text; what is never drawn by itself (spaces, joiners, marks of direction) is not looked for.
 */
export function missingGlyphs(text: string, fonts: readonly Buffer[]): string[] {
  const known = fonts.flatMap(rangesOf);
  const missing = new Set<string>();
  const seen = new Set<string>();
  for (const character of text) {
    if (seen.has(character)) continue;
    seen.add(character);
    const code = character.codePointAt(0) ?? 0;
    if (/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(character) && !/\p{Co}/u.test(character)) continue;
    if (!known.some(([from, to]) => code >= from && code <= to)) missing.add(character);
  }
  return [...missing];
}

const CMAP = 0x636d6170;
/** The characters that a TrueType font has glyphs for, from its `cmap` table (OpenType 1.9, formats 4 and 12). */
function rangesOf(font: Buffer): Range[] {
  const tables = font.readUInt16BE(4);
  const entry = Array.from({ length: tables }, (_, i) => 12 + 16 * i).find((at) => font.readUInt32BE(at) === CMAP);
  if (entry === undefined) throw new Error('a font without a table of its characters');
  const cmap = font.readUInt32BE(entry + 8);
  const subtables = Array.from(
    { length: font.readUInt16BE(cmap + 2) },
    (_, i) => cmap + font.readUInt32BE(cmap + 8 + 8 * i),
  );
  return subtables.flatMap((at) => {
    const format = font.readUInt16BE(at);
    return format === 4 ? short(font, at) : format === 12 ? long(font, at) : [];
  });
}

function short(font: Buffer, at: number): Range[] {
  const twice = font.readUInt16BE(at + 6);
  return Array.from({ length: twice / 2 }, (_, i): Range => [
    font.readUInt16BE(at + 16 + twice + 2 * i),
    font.readUInt16BE(at + 14 + 2 * i),
  ]).filter(([from]) => from !== 0xffff);
}

const long = (font: Buffer, at: number): Range[] =>
  Array.from({ length: font.readUInt32BE(at + 12) }, (_, i): Range => [
    font.readUInt32BE(at + 16 + 12 * i),
    font.readUInt32BE(at + 20 + 12 * i),
  ]);

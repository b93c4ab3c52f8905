import type { LaidBlock, LaidSection } from './laid.ts';

/** So many columns can be read in half a page; of what a chart shows as well, more, because they are short. */
const MOST_COLUMNS = 5;
const MOST_BEHIND = 7;

/** Whether all that a section shows can be read in half the width. */
export const fitsHalf = (blocks: readonly LaidBlock[]): boolean =>
  blocks.every((block) => block.type !== 'table' || block.head.length <= (block.behind ? MOST_BEHIND : MOST_COLUMNS));

/**
 * Sections by the lines that they are printed in: two halves that follow each other share one, all others have their own. A
 * half that stays alone is printed in full width, because nothing would stand beside it.
 */
export function sideBySide<S extends Pick<LaidSection, 'width'>>(sections: readonly S[]): S[][] {
  const lines: S[][] = [];
  for (const section of sections) {
    const open = lines.at(-1);
    if (section.width === 'half' && open?.length === 1 && open[0]?.width === 'half') open.push(section);
    else lines.push([section]);
  }
  return lines.map((line) => (line.length === 1 ? line.map((one) => ({ ...one, width: 'full' as const })) : line));
}

import type { ComponentChildren } from 'preact';
import { Item, Quote, Small, Text } from '../mail/kit.tsx';
import type { LaidBlock, LaidTable, Prose, Tile } from './laid.ts';

/** How much of a report a mail shows; the text part, and the files, have all of it. */
export type Room = { rows: number; quotes: number; letters: number };
/** Where the picture of a chart is; undefined where there is none, and the table says it all. */
export type PictureOf = (block: Extract<LaidBlock, { type: 'chart' }>, half: boolean) => string | undefined;

/** The width of the text of a mail, in pixels. */
export const PICTURE_WIDTH = 536;
/** That of two sections beside each other, and what lies between them. */
export const HALF_WIDTH = 260;
const GAP = PICTURE_WIDTH - 2 * HALF_WIDTH;

// Rules for what repeats a thousand times; what programs without rules lose is only the look of it.
export const TABLE_STYLE =
  '.d{width:100%;border-collapse:collapse;margin:0 0 16px}.d th,.d td{padding:5px 6px;border-bottom:1px solid #d5dae0;vertical-align:top;font-size:13px;line-height:1.4;white-space:pre-line}' +
  '.d .v{font-size:18px;font-weight:600}.d .m{color:#57606a}.gd{color:#0b57d0}.bd{color:#a33f00}' +
  // A cell of the layout grows with what is in it; one that counts as nothing lets a wide table scroll on a phone.
  '.x{display:table;table-layout:fixed;width:100%}' +
  // Beside each other they are small; on a phone each has the whole width.
  '.h .d th,.h .d td{padding:5px 3px;font-size:12px}.h .d .v{font-size:15px}' +
  '@media(max-width:600px){.h{max-width:none!important;padding:0!important}}' +
  '@media(prefers-color-scheme:dark){.d th,.d td{border-color:#3a424b!important}.gd{color:#8ab4f8!important}.bd{color:#ffb38a!important}.p{border-radius:8px}}';

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1b1f24";
const tones = { good: 'gd', bad: 'bd', plain: 'm' } as const;

export const Title = ({ children }: { children: string }) => (
  <h2 class="t" style={`margin:24px 0 10px;font-size:18px;line-height:1.3;${FONT}`}>
    <bdi>{children}</bdi>
  </h2>
);

type Side = 'left' | 'right';
const Tiles = ({ tiles, end }: { tiles: readonly Tile[]; end: Side }) => (
  <table role="presentation" class="d t" cellspacing="0" style={FONT}>
    {tiles.map(({ name, value, detail, lines }) => (
      <tr key={name}>
        <td>
          <b>{name}</b>
          {detail && <div class="m">{detail}</div>}
          {lines.map(({ label, text, tone }) => (
            <div key={label}>
              <span class="m">{label}: </span>
              <span class={tones[tone]}>{text}</span>
            </div>
          ))}
        </td>
        <td align={end} class="v">
          {value}
        </td>
      </tr>
    ))}
  </table>
);

type TableProps = {
  table: LaidTable;
  room: Room;
  start: Side;
  end: Side;
  more: (shown: number, of: number) => string;
};
const DataTable = ({ table: { head, rows, of, names, faint }, room, start, end, more }: TableProps) => {
  const shown = rows.slice(0, room.rows);
  return (
    <>
      <div class="x">
        <div style="overflow-x:auto">
          <table class="d t" cellspacing="0" style={FONT}>
            <tr>
              {head.map((cell, i) => (
                <th key={cell} scope="col" align={i < names ? start : end}>
                  {cell}
                </th>
              ))}
            </tr>
            {shown.map((row, at) => (
              <tr key={row.join('\u0000')} class={faint?.includes(at) ? 'm' : undefined}>
                {row.map((cell, i) => (
                  <td key={head[i]} align={i < names ? start : end}>
                    {i < names ? <bdi>{cell}</bdi> : cell}
                  </td>
                ))}
              </tr>
            ))}
          </table>
        </div>
      </div>
      {of > shown.length && (
        <p style="margin:0 0 16px">
          <Small>{more(shown.length, of)}</Small>
        </p>
      )}
    </>
  );
};

const Spans = ({ spans }: { spans: Extract<Prose[number], { type: 'paragraph' }>['spans'] }) =>
  spans.map(({ text, bold, href }, i) => {
    const words = bold ? <b>{text}</b> : text;
    return href ? (
      <a key={i} href={href} style="color:inherit">
        {words}
      </a>
    ) : (
      <span key={i}>{words}</span>
    );
  });

const ProseBlocks = ({ blocks }: { blocks: Prose }) =>
  blocks.map((block, i) =>
    block.type === 'list' ? (
      <Text key={i}>
        {block.items.map((spans, at) => (
          <span key={at}>
            {block.ordered ? `${at + 1}. ` : '• '}
            <Spans spans={spans} />
            {at < block.items.length - 1 && '\n'}
          </span>
        ))}
      </Text>
    ) : (
      <Text key={i} strong={block.type === 'heading'}>
        <Spans spans={block.spans} />
      </Text>
    ),
  );

/** A text as far as there is room, cut between two signs. */
function cut(text: string, letters: number): string {
  if (text.length <= letters) return text;
  return `${text
    .slice(0, letters)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trimEnd()}…`;
}

/**
 * Two sections beside each other where there is room for both, else one below the other: programs without rules for widths do
 * so by themselves, since two such boxes fit on no phone.
 */
export const Halves = ({ children, rtl }: { children: readonly ComponentChildren[]; rtl: boolean }) => (
  <div>
    {children.map((child, i) => {
      const outer = (i === 0) !== rtl;
      return (
        <div
          key={i}
          class="h"
          style={`display:inline-block;width:100%;max-width:${HALF_WIDTH}px;vertical-align:top;padding-${outer ? 'right' : 'left'}:${GAP / 2}px`}
        >
          {child}
        </div>
      );
    })}
  </div>
);

type BlockProps = {
  block: LaidBlock;
  half: boolean;
  room: Room;
  rtl: boolean;
  picture: PictureOf;
  more: TableProps['more'];
};
/** A block of a section, as mail programs can show it. */
export function Block({ block, half, room, rtl, picture, more }: BlockProps): ComponentChildren {
  const [start, end] = rtl ? (['right', 'left'] as const) : (['left', 'right'] as const);
  switch (block.type) {
    case 'tiles':
      return <Tiles tiles={block.tiles} end={end} />;
    case 'chart': {
      const src = picture(block, half);
      return src ? (
        <img
          class="p"
          src={src}
          alt={block.described}
          width={half ? HALF_WIDTH : PICTURE_WIDTH}
          style="display:block;width:100%;height:auto;border:0;margin:0 0 12px"
        />
      ) : (
        <Text>{block.described}</Text>
      );
    }
    case 'table':
      return <DataTable table={block} room={room} start={start} end={end} more={more} />;
    case 'quotes': {
      const shown = block.quotes.slice(0, room.quotes);
      return (
        <>
          {shown.map(({ text, about }, i) => (
            <Item key={i}>
              <Quote>{cut(text, room.letters)}</Quote>
              <Small>{about}</Small>
            </Item>
          ))}
          {block.of > shown.length && <Small>{more(shown.length, block.of)}</Small>}
        </>
      );
    }
    case 'prose':
      return <ProseBlocks blocks={block.blocks} />;
    case 'note':
      return (
        <p style="margin:0 0 12px">
          <Small>{block.text}</Small>
        </p>
      );
  }
}

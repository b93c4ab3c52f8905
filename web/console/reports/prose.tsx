import type { Prose as Blocks } from '../../report/laid.ts';

type Spans = Extract<Blocks[number], { type: 'paragraph' }>['spans'];

const Line = ({ spans }: { spans: Spans }) =>
  spans.map(({ text, bold, href }, at) => {
    const words = bold ? <strong key={at}>{text}</strong> : text;
    return href ? (
      <a key={at} href={href} rel="noreferrer" target="_blank">
        {words}
      </a>
    ) : (
      words
    );
  });

/** Text as the author of a report wrote it: headings, lists, bold words and links. */
export const Prose = ({ blocks }: { blocks: Blocks }) =>
  blocks.map((block, at) => {
    switch (block.type) {
      case 'heading':
        return (
          <h4 key={at}>
            <Line spans={block.spans} />
          </h4>
        );
      case 'paragraph':
        return (
          <p key={at}>
            <Line spans={block.spans} />
          </p>
        );
      case 'list': {
        const items = block.items.map((spans, item) => (
          <li key={item}>
            <Line spans={spans} />
          </li>
        ));
        return block.ordered ? (
          <ol key={at} className="prose-list">
            {items}
          </ol>
        ) : (
          <ul key={at} className="prose-list">
            {items}
          </ul>
        );
      }
    }
  });

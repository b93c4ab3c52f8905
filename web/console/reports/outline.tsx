import { Button as AriaButton, GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import type { Section } from '../../../shared/report/section.schema.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { Empty } from '../kit/states.tsx';
import { nameOfSection } from './names.ts';
import { type Kind, kinds, moveBeside, moveBy } from './sections.ts';
import { reportsTexts } from './texts/texts.ts';

/** What is dragged from the kinds of blocks into the list of those there are. */
const KIND = 'application/x-heed-kind';
/** What is dragged within the list: it takes nothing whose type it does not accept, its own blocks neither. */
const BLOCK = 'application/x-heed-block';

type Props = {
  sections: readonly Section[];
  chosen: string | undefined;
  /** Sections that hold a fault. */
  faulty: ReadonlySet<string>;
  onChoose: (sectionId: string) => void;
  onOrder: (sections: Section[]) => void;
  onAdd: (kind: Kind, at: number) => void;
};

/** The blocks of a report in their order: dragged by the handle, by the keyboard, or moved by the arrows. */
export function Outline({ sections, chosen, faulty, onChoose, onOrder, onAdd }: Props) {
  const r = reportsTexts();
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [BLOCK]: String(key), 'text/plain': String(key) })),
    acceptedDragTypes: [KIND, BLOCK],
    onReorder: ({ keys, target }) => {
      const [moved] = keys;
      if (moved !== undefined && target.dropPosition !== 'on')
        onOrder(moveBeside(sections, String(moved), String(target.key), target.dropPosition));
    },
    onInsert: ({ items, target }) => {
      const at = sections.findIndex(({ sectionId }) => sectionId === target.key);
      void kindIn(items).then((kind) => kind && onAdd(kind, target.dropPosition === 'after' ? at + 1 : at));
    },
    onRootDrop: ({ items }) => void kindIn(items).then((kind) => kind && onAdd(kind, sections.length)),
  });
  return (
    <GridList
      aria-label={r.blocks}
      className="outline"
      items={sections.map((section) => ({ id: section.sectionId, section }))}
      dependencies={[sections, faulty]}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={chosen === undefined ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : keys;
        if (key !== undefined) onChoose(String(key));
      }}
      dragAndDropHooks={dragAndDropHooks}
      renderEmptyState={() => <Empty>{r.noBlocks}</Empty>}
    >
      {({ section }) => {
        const name = nameOfSection(section);
        const step = (by: -1 | 1) => () => onOrder(moveBy(sections, section.sectionId, by));
        return (
          <GridListItem id={section.sectionId} textValue={name} className="outline-item">
            <AriaButton slot="drag" className="button bare small handle" aria-label={r.drag(name)}>
              <Icon name="drag" />
            </AriaButton>
            <span className="outline-name">
              <bdi>{name}</bdi>
              {section.width === 'half' && <span className="note"> ½</span>}
              {faulty.has(section.sectionId) && <span className="field-error"> !</span>}
            </span>
            <Button look="bare" small aria-label={r.moveUp(name)} disabled={section === sections[0]} onClick={step(-1)}>
              <Icon name="up" />
            </Button>
            <Button
              look="bare"
              small
              aria-label={r.moveDown(name)}
              disabled={section === sections.at(-1)}
              onClick={step(1)}
            >
              <Icon name="down" />
            </Button>
          </GridListItem>
        );
      }}
    </GridList>
  );
}

type Dropped = readonly { kind: string; types?: Set<string | symbol>; getText?: (type: string) => Promise<string> }[];

async function kindIn(items: readonly unknown[]): Promise<Kind | undefined> {
  const [item] = items as Dropped;
  const text = await item?.getText?.(KIND);
  return kinds.find((kind) => kind === text);
}

/** Kinds of blocks: pressed, one is added at the end; dragged, where it is dropped. */
export function Palette({ onAdd }: { onAdd: (kind: Kind) => void }) {
  const r = reportsTexts();
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [KIND]: String(key), 'text/plain': String(key) })),
    getAllowedDropOperations: () => ['copy'],
  });
  return (
    <GridList
      aria-label={r.addBlock}
      className="palette-blocks"
      items={kinds.map((kind) => ({ id: kind }))}
      onAction={(key) => onAdd(key as Kind)}
      dragAndDropHooks={dragAndDropHooks}
    >
      {({ id }) => (
        <GridListItem id={id} textValue={r.kinds[id]} className="palette-block">
          <AriaButton slot="drag" className="button bare small handle" aria-label={r.drag(r.kinds[id])}>
            <Icon name="drag" />
          </AriaButton>
          <Button small look="bare" aria-label={r.add(r.kinds[id])} onClick={() => onAdd(id)}>
            <Icon name="plus" />
            {r.kinds[id]}
          </Button>
        </GridListItem>
      )}
    </GridList>
  );
}

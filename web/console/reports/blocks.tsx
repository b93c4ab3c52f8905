import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import type { Section } from '../../../shared/report/section.schema.ts';
import { Button } from '../kit/button.tsx';
import { Empty, Skeleton } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { type Fault, sectionOf } from './faults.ts';
import { nameOfSection } from './names.ts';
import { SectionSettings } from './section-settings.tsx';
import { duplicate, insert, type Kind, newSection, restored } from './sections.ts';
import { reportsTexts } from './texts/texts.ts';
import '../style/columns.css';
import '../style/reports.css';

/** Dragging is half of all that is loaded here, and nobody drags at once. */
const Outline = lazy(() => import('./outline.tsx').then((module) => ({ default: module.Outline })));
const Palette = lazy(() => import('./outline.tsx').then((module) => ({ default: module.Palette })));

type Props = {
  sections: Section[];
  faults: readonly Fault[];
  /** What a section without a period or filter of its own is called to have. */
  inherited: string;
  onChange: (sections: Section[]) => void;
  /** How it looks. */
  children: ReactNode;
};

/** Blocks in their order, how they look, and the settings of the chosen one. */
export function Blocks({ sections, faults, inherited, onChange, children }: Props) {
  const r = reportsTexts();
  const t = texts();
  const [chosen, setChosen] = useState(sections[0]?.sectionId);
  // What a toast takes back is taken back into what is there by then.
  const latest = useRef({ sections, onChange });
  latest.current = { sections, onChange };
  const order = (next: Section[]): void => {
    latest.current.sections = next;
    latest.current.onChange(next);
  };
  const add = (kind: Kind, at: number): void => {
    const { sections: now } = latest.current;
    const section = newSection(kind, now, r.textBegin);
    order(insert(now, at, section));
    setChosen(section.sectionId);
  };
  const at = sections.findIndex(({ sectionId }) => sectionId === chosen);
  const section = sections[at];
  const faulty = new Set(
    faults.flatMap((fault) => {
      const place = sections[sectionOf(fault) ?? -1];
      return place ? [place.sectionId] : [];
    }),
  );
  const remove = (gone: Section): void => {
    order(sections.filter((one) => one !== gone));
    setChosen((sections[at + 1] ?? sections[at - 1])?.sectionId);
    toast(r.blockDeleted(nameOfSection(gone)), {
      name: t.undo,
      act: () => {
        const { sections: now, back } = restored(latest.current.sections, at, gone);
        order(now);
        setChosen(back);
      },
    });
  };
  return (
    <div className="builder">
      <section className="panel builder-blocks" aria-labelledby="builder-blocks">
        <div>
          <h2 id="builder-blocks">{r.blocks}</h2>
          <p className="note">{r.blocksHelp}</p>
        </div>
        <Suspense fallback={<Skeleton height={320} />}>
          <Outline
            sections={sections}
            chosen={chosen}
            faulty={faulty}
            onChoose={setChosen}
            onOrder={order}
            onAdd={add}
          />
          <h3>{r.addBlock}</h3>
          <Palette onAdd={(kind) => add(kind, sections.length)} />
        </Suspense>
      </section>
      {children}
      <section className="panel builder-settings" aria-labelledby="builder-settings">
        <h2 id="builder-settings">{r.settings}</h2>
        {section ? (
          <>
            <h3>
              <bdi>{nameOfSection(section)}</bdi>
            </h3>
            <SectionSettings
              key={section.sectionId}
              section={section}
              at={at}
              faults={faults}
              inherited={inherited}
              onChange={(next) => order(sections.with(at, next))}
            />
            <div className="actions">
              <Button
                small
                onClick={() => {
                  const { sections: next, copy } = duplicate(sections, section.sectionId);
                  order(next);
                  setChosen(copy);
                }}
              >
                {r.duplicate}
              </Button>
              <Button small look="danger" onClick={() => remove(section)}>
                {r.deleteBlock}
              </Button>
            </div>
          </>
        ) : (
          <Empty>{r.chooseBlock}</Empty>
        )}
      </section>
    </div>
  );
}

import { useRef, useState } from 'react';
import type { CreateReport, ReportDetail } from '../../../shared/report/report.schema.ts';
import type { Section } from '../../../shared/report/section.schema.ts';
import { Button } from '../kit/button.tsx';
import { Empty } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { ContentForm } from './content-form.tsx';
import { FaultList } from './fault-list.tsx';
import { type Fault, sectionOf } from './faults.ts';
import { nameOfSection } from './names.ts';
import { Outline, Palette } from './outline.tsx';
import { Preview } from './preview.tsx';
import { RecipientsForm } from './recipients-form.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { SectionSettings } from './section-settings.tsx';
import { duplicate, insert, type Kind, newSection } from './sections.ts';
import { reportsTexts } from './texts/texts.ts';
import '../style/columns.css';
import '../style/reports.css';

type Props = {
  body: CreateReport;
  outside?: ReportDetail['outsideAddresses'];
  /** Of the last try to save. */
  faults: readonly Fault[];
  onChange: (body: CreateReport) => void;
};

/** Blocks, the page as it will be, settings of a block; below it what, when and to whom. */
export function Builder({ body, outside, faults, onChange }: Props) {
  const r = reportsTexts();
  const t = texts();
  const [chosen, setChosen] = useState(body.sections[0]?.sectionId);
  // What a toast takes back is taken back into what is there by then.
  const latest = useRef(body);
  latest.current = body;
  const change = (part: Partial<CreateReport>): void => {
    const next = { ...latest.current, ...part };
    if ('schedule' in part && part.schedule === undefined) delete next.schedule;
    latest.current = next;
    onChange(next);
  };
  const { sections } = body;
  const order = (next: Section[]): void => change({ sections: next });
  const add = (kind: Kind, at: number): void => {
    const section = newSection(kind, latest.current.sections, r.textBegin);
    order(insert(latest.current.sections, at, section));
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
        order(insert(latest.current.sections, at, gone));
        setChosen(gone.sectionId);
      },
    });
  };
  return (
    <>
      {faults.length > 0 && <FaultList faults={faults} sections={sections} />}
      <div className="builder">
        <section className="panel builder-blocks" aria-labelledby="builder-blocks">
          <div>
            <h2 id="builder-blocks">{r.blocks}</h2>
            <p className="note">{r.blocksHelp}</p>
          </div>
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
        </section>
        <Preview body={body} />
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
      <div className="grid">
        <ContentForm body={body} faults={faults} onChange={change} />
        <ScheduleForm body={body} faults={faults} onChange={change} />
        <RecipientsForm body={body} outside={outside} faults={faults} onChange={change} />
      </div>
    </>
  );
}

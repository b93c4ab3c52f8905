import type { ReactNode } from 'react';
import type { Laid, LaidSection } from '../../report/laid.ts';
import { sideBySide } from '../../report/side-by-side.ts';
import { Block } from './laid-block.tsx';
import type { Leads } from './leads.ts';
import { tableNames } from './table-names.ts';
import { reportsTexts } from './texts/texts.ts';

type Props = {
  sections: readonly LaidSection[];
  /** Each stands in a panel of its own, and not all of them in one. */
  panels?: true;
  /** Where the numbers of a section lead to. */
  leadsOf?: (sectionId: string) => Leads;
  /** What is said below the name of a section. */
  noteOf?: (sectionId: string) => ReactNode;
};

/** Sections in their lines, two halves side by side. */
export function Sections({ sections, panels, leadsOf, noteOf }: Props) {
  const Heading = panels ? 'h2' : 'h3';
  const names = tableNames(sections);
  return sideBySide(sections).map((line) => (
    <div key={line.map(({ sectionId }) => sectionId).join()} className={line.length > 1 ? 'halves' : undefined}>
      {line.map(({ sectionId, title, blocks }) => (
        <section key={sectionId} className={panels ? 'panel laid-section' : 'laid-section'}>
          {title && <Heading>{title}</Heading>}
          {noteOf?.(sectionId)}
          {blocks.map((block, at) => (
            <Block key={at} block={block} name={names.get(block) ?? title} leads={leadsOf?.(sectionId)} />
          ))}
        </section>
      ))}
    </div>
  ));
}

/** What was left out of the numbers, and how each is made. */
export function Footing({ laid: { excluded, formulas } }: { laid: Pick<Laid, 'excluded' | 'formulas'> }) {
  const r = reportsTexts();
  return (
    <>
      {excluded.length > 0 && (
        <details>
          <summary>{r.excluded}</summary>
          <ul>
            {excluded.map(({ metric, reasons }) => (
              <li key={metric} className="note">
                {metric}: {reasons}
              </li>
            ))}
          </ul>
        </details>
      )}
      <details>
        <summary>{r.formulas}</summary>
        <ul>
          {formulas.map(({ metric, formula }) => (
            <li key={metric} className="note">
              {metric}: <bdi>{formula}</bdi>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

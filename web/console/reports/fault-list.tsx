import type { Section } from '../../../shared/report/section.schema.ts';
import { type Fault, sectionOf } from './faults.ts';
import { nameOfSection } from './names.ts';
import { reportsTexts } from './texts/texts.ts';

/** What has to be changed before a report can be computed or saved, and in which block. */
export function FaultList({ faults, sections }: { faults: readonly Fault[]; sections: readonly Section[] }) {
  const r = reportsTexts();
  return (
    <div className="banner error" role="alert">
      <div>
        <p>{r.faults(faults.length)}</p>
        <ul className="prose-list">
          {faults.map((fault) => {
            const section = sections[sectionOf(fault) ?? -1];
            const field = fault.pointer
              .split('/')
              .slice(section ? 3 : 1)
              .join(' › ');
            return (
              <li key={`${fault.pointer} ${fault.detail}`}>
                {section && `${r.inBlock(nameOfSection(section))}: `}
                <bdi lang="en">
                  {field && `${field} `}
                  {fault.detail}
                </bdi>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

import type { CreateReport } from '../../../shared/report/report.schema.ts';
import { choicesOf, Pick, TextInput } from '../kit/fields.tsx';
import { languageName } from '../kit/names.ts';
import { Panel } from '../kit/page.tsx';
import { languages } from '../texts/languages.ts';
import { type Fault, faultAt } from './faults.ts';
import { FilterPick } from './filter-pick.tsx';
import { PeriodPick } from './period-pick.tsx';
import { reportsTexts } from './texts/texts.ts';

type Props = {
  body: CreateReport;
  faults: readonly Fault[];
  onChange: (change: Partial<CreateReport>) => void;
};

/** Of what time and which feedback a report is, and how it is written. */
export function ContentForm({ body, faults, onChange }: Props) {
  const r = reportsTexts();
  const { title, period, compare, filters, language, paper } = body;
  const exact = (pointer: string): string | undefined => faults.find((fault) => fault.pointer === pointer)?.detail;
  return (
    <Panel title={r.content}>
      <div className="columns">
        <TextInput
          label={r.reportTitle}
          required
          maxLength={120}
          dir="auto"
          value={title}
          error={faultAt(faults, '#/title')}
          onChange={(next) => onChange({ title: next })}
        />
        <PeriodPick
          label={r.period}
          value={period}
          error={faultAt(faults, '#/period')}
          onChange={(next) => onChange({ period: next })}
        />
        <Pick
          label={r.compare}
          value={compare}
          error={faultAt(faults, '#/compare')}
          choices={choicesOf<typeof compare>(r.compares)}
          onChange={(next) => onChange({ compare: next })}
        />
        <FilterPick
          value={filters}
          none={r.everything}
          error={exact('#/filters') ?? faultAt(faults, '#/filters')}
          onChange={(next) => onChange({ filters: next ?? {} })}
        />
        <Pick
          label={r.language}
          value={language}
          choices={languages.map((value) => ({ value, name: languageName(value) }))}
          onChange={(next) => onChange({ language: next })}
        />
        <Pick
          label={r.paper}
          value={paper}
          choices={choicesOf<typeof paper>(r.papers)}
          onChange={(next) => onChange({ paper: next })}
        />
      </div>
    </Panel>
  );
}

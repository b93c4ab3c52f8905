import type { Section } from '../../../shared/report/section.schema.ts';
import { Check, choicesOf, Pick, TextArea, TextInput } from '../kit/fields.tsx';
import { type Fault, faultAt } from './faults.ts';
import { FilterPick, KeyPick } from './filter-pick.tsx';
import { ByPick, CountInput, MetricPick, MetricsPick, useCatalogue } from './metrics-pick.tsx';
import { PeriodPick } from './period-pick.tsx';
import { reportsTexts } from './texts/texts.ts';

type Props<S extends Section = Section> = {
  section: S;
  /** Faults of this section alone, by the place in it: `by`. */
  faultAt: (place: string) => string | undefined;
  onChange: (section: Section) => void;
};

type Settings = {
  section: Section;
  at: number;
  faults: readonly Fault[];
  /** What a section without a period or filter of its own is called to have. */
  inherited: string;
  onChange: (section: Section) => void;
};

/** What the chosen block shows. */
export function SectionSettings({ section, at, faults, inherited, onChange }: Settings) {
  const r = reportsTexts();
  const own = (place: string): string | undefined => faultAt(faults, `#/sections/${at}/${place}`);
  const override = (change: Section['override']): void => {
    const next = Object.fromEntries(
      Object.entries({ ...section.override, ...change }).filter(([, value]) => value !== undefined),
    );
    const { override: _, ...rest } = section;
    onChange((Object.keys(next).length > 0 ? { ...rest, override: next } : rest) as Section);
  };
  return (
    <div className="stack">
      <TextInput
        label={r.blockTitle}
        help={r.blockTitleHelp}
        maxLength={120}
        dir="auto"
        value={section.title ?? ''}
        error={own('title')}
        onChange={(title) => onChange({ ...section, title })}
      />
      <Pick
        label={r.width}
        value={section.width}
        choices={choicesOf<Section['width']>(r.widths)}
        onChange={(width) => onChange({ ...section, width })}
      />
      <OfKind section={section} faultAt={own} onChange={onChange} />
      {section.kind !== 'text' && (
        <PeriodPick
          label={r.ownPeriod}
          inherit={inherited}
          value={section.override?.period ?? ''}
          error={own('override/period')}
          onChange={(period) => override({ period: period === '' ? undefined : period })}
        />
      )}
      {!noFilter.includes(section.kind) && (
        <FilterPick
          value={section.override?.filters}
          none={inherited}
          error={own('override/filters')}
          onChange={(filters) => override({ filters })}
        />
      )}
    </div>
  );
}

/** Kinds that the API never limits to some feedback. */
const noFilter: readonly Section['kind'][] = ['text', 'drivers', 'funnel', 'alerts'];

function OfKind({ section, faultAt: at, onChange }: Props) {
  const r = reportsTexts();
  const catalogue = useCatalogue();
  switch (section.kind) {
    case 'kpi_row':
      return (
        <MetricsPick
          label={r.metrics}
          value={section.metrics}
          names={catalogue.names}
          most={8}
          error={at('metrics')}
          onChange={(metrics) => onChange({ ...section, metrics })}
        />
      );
    case 'trend':
      return (
        <>
          <MetricPick
            label={r.metric}
            value={section.metric}
            names={catalogue.inTime}
            error={at('metric')}
            onChange={(metric) => onChange({ ...section, metric })}
          />
          <ByPick
            value={section.by}
            none={r.noBy}
            groupings={catalogue.groupingsOf([section.metric])}
            error={at('by') ?? at('keys')}
            onChange={(by) => {
              const { by: _, keys: __, ...rest } = section;
              onChange(by === undefined ? rest : { ...rest, by });
            }}
          />
          <Pick
            label={r.grain}
            value={section.grain}
            error={at('grain')}
            choices={choicesOf<typeof section.grain>(r.grains)}
            onChange={(grain) => onChange({ ...section, grain })}
          />
        </>
      );
    case 'breakdown':
      return (
        <>
          <MetricBy
            section={section}
            names={catalogue.grouped}
            catalogue={catalogue}
            faultAt={at}
            onChange={onChange}
          />
          <Pick
            label={r.order}
            value={section.order}
            error={at('order')}
            choices={choicesOf<typeof section.order>(r.orders)}
            onChange={(order) => onChange({ ...section, order })}
          />
          <CountInput
            label={r.top}
            value={section.top}
            most={20}
            error={at('top')}
            onChange={(top) => onChange({ ...section, top })}
          />
        </>
      );
    case 'table':
      return (
        <>
          <ByPick
            value={section.by}
            groupings={catalogue.groupingsOf(section.metrics)}
            error={at('by')}
            onChange={(by) => by && onChange({ ...section, by })}
          />
          <MetricsPick
            label={r.metrics}
            value={section.metrics}
            names={catalogue.names.filter((name) => catalogue.groupingsOf([name]).includes(section.by))}
            most={12}
            error={at('metrics')}
            onChange={(metrics) => onChange({ ...section, metrics })}
          />
          <CountInput
            label={r.top}
            value={section.top}
            most={500}
            error={at('top')}
            onChange={(top) => onChange({ ...section, top })}
          />
        </>
      );
    case 'drivers':
      return (
        <MetricBy
          section={section}
          names={catalogue.inTime.filter((name) => catalogue.grouped.includes(name))}
          catalogue={catalogue}
          faultAt={at}
          onChange={onChange}
        />
      );
    case 'verbatims':
      return (
        <>
          <CountInput
            label={r.count}
            value={section.count}
            most={50}
            error={at('count')}
            onChange={(count) => onChange({ ...section, count })}
          />
          <Pick
            label={r.order}
            value={section.order}
            choices={choicesOf<typeof section.order>(r.voiceOrders)}
            onChange={(order) => onChange({ ...section, order })}
          />
        </>
      );
    case 'text':
      return (
        <TextArea
          label={r.markdown}
          help={r.markdownHelp}
          rows={8}
          maxLength={2000}
          value={section.markdown}
          error={at('markdown')}
          onChange={(markdown) => onChange({ ...section, markdown })}
        />
      );
    case 'funnel':
      return (
        <KeyPick
          name="templateId"
          none={r.allTemplates}
          value={section.templateId ?? ''}
          onChange={(templateId) => {
            const { templateId: _, ...rest } = section;
            onChange(templateId === '' ? rest : ({ ...rest, templateId } as Section));
          }}
        />
      );
    case 'alerts':
      return (
        <>
          <Pick
            label={r.minSeverity}
            value={section.minSeverity}
            choices={choicesOf<typeof section.minSeverity>(r.severities)}
            onChange={(minSeverity) => onChange({ ...section, minSeverity })}
          />
          <Pick
            label={r.alertState}
            value={section.state}
            choices={choicesOf<typeof section.state>(r.alertStates)}
            onChange={(state) => onChange({ ...section, state })}
          />
        </>
      );
    case 'follow_ups':
      return (
        <Check
          label={r.overdueOnly}
          checked={section.overdue}
          onChange={(overdue) => onChange({ ...section, overdue })}
        />
      );
    case 'benchmark':
      return (
        <MetricsPick
          label={r.metrics}
          value={section.metrics}
          names={catalogue.inTime}
          most={8}
          error={at('metrics')}
          onChange={(metrics) => onChange({ ...section, metrics })}
        />
      );
    case 'scorecard':
      return (
        <>
          <KeyPick
            name="agentId"
            value={section.agentId ?? ''}
            onChange={(agentId) => {
              const { agentId: _, ...rest } = section;
              onChange(agentId === '' ? rest : { ...rest, agentId });
            }}
          />
          {at('agentId') && <p className="field-error">{at('agentId')}</p>}
        </>
      );
    case 'goals':
      return null;
  }
}

type ByProps = Props<Extract<Section, { kind: 'breakdown' | 'drivers' }>> & {
  names: ReturnType<typeof useCatalogue>['names'];
  catalogue: ReturnType<typeof useCatalogue>;
};

/** A number, and what it is broken down by: with another number the first that fits, where the chosen one does not. */
function MetricBy({ section, names, catalogue, faultAt: at, onChange }: ByProps) {
  return (
    <>
      <MetricPick
        label={reportsTexts().metric}
        value={section.metric}
        names={names}
        error={at('metric')}
        onChange={(metric) => onChange({ ...section, metric, by: among(catalogue.groupingsOf([metric]), section.by) })}
      />
      <ByPick
        value={section.by}
        groupings={catalogue.groupingsOf([section.metric])}
        error={at('by')}
        onChange={(by) => by && onChange({ ...section, by })}
      />
    </>
  );
}

/** The one that was chosen where it still fits, else the first. */
const among = <T,>(known: readonly T[], chosen: T): T => (known.includes(chosen) ? chosen : (known[0] ?? chosen));

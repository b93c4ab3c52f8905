import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { surveyRoutes } from '../../../shared/survey/survey.routes.ts';
import type { DecisionReason } from '../../../shared/survey/survey.schema.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Pick, TextInput } from '../kit/fields.tsx';
import { More } from '../kit/list-of.tsx';
import { Empty, Problem, Skeleton } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { textsIn } from '../search.ts';
import { texts } from '../texts/console.ts';
import { AddressFacts } from './address-facts.tsx';
import { DecisionWords } from './decision-words.tsx';
import { SurveysPage, triggerWords, useTemplateName } from './parts.tsx';
import { decisionsRoute } from './surveys.route.ts';
import { surveysTexts } from './texts/texts.ts';

const surveys = api(surveyRoutes);
type Query = NonNullable<NonNullable<Parameters<typeof surveys.decisions>[0]>['query']>;

/** Every decision about one person, newest first: asked or not, by which rule, and from when on again. */
export function Decisions() {
  const s = surveysTexts();
  const { who, reason } = decisionsRoute.useSearch();
  const navigate = useNavigate();
  const go = (search: { who?: string | undefined; reason?: string | undefined }): void =>
    void navigate({ to: '/surveys/decisions', search: textsIn(search, ['who', 'reason']) });
  return (
    <SurveysPage title={s.whyTitle} about={s.whyHelp}>
      <Search key={who ?? ''} who={who ?? ''} onFind={(found) => go({ who: found })} />
      {who === undefined ? (
        <Empty>{s.begin}</Empty>
      ) : (
        <div className="grid">
          <Found who={who} reason={reason} onReason={(chosen) => go({ who, reason: chosen })} />
          {who.includes('@') && <AddressFacts email={who} />}
        </div>
      )}
    </SurveysPage>
  );
}

function Search({ who, onFind }: { who: string; onFind: (who: string) => void }) {
  const s = surveysTexts();
  const [typed, setTyped] = useState(who);
  return (
    <form
      className="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== '') onFind(typed.trim());
      }}
    >
      <div className="search">
        <TextInput label={s.whoField} labelHidden placeholder={s.whoField} value={typed} onChange={setTyped} />
      </div>
      <Button type="submit" look="main">
        {s.find}
      </Button>
    </form>
  );
}

type FoundProps = { who: string; reason: string | undefined; onReason: (reason: string) => void };

function Found({ who, reason, onReason }: FoundProps) {
  const s = surveysTexts();
  const t = texts();
  const nameOf = useTemplateName();
  const query: Query = who.includes('@') ? { email: who } : { customerId: who };
  const pages = usePages(surveys.decisions, { query });
  if (pages.data === undefined || pages.isPlaceholderData) {
    return pages.error ? <Problem error={pages.error} again={() => void pages.refetch()} /> : <Skeleton height={320} />;
  }
  const { items } = pages;
  const reasons = [...new Set(items.flatMap((decision) => decision.reason ?? []))];
  const shown = reason === undefined ? items : items.filter((decision) => decision.reason === reason);
  return (
    <section className="panel span-8">
      <div className="panel-head">
        <h2>
          <bdi>{who}</bdi>
        </h2>
        {(reasons.length > 0 || reason) && (
          <Pick
            label={s.reason}
            labelHidden
            value={reason ?? ''}
            choices={[
              { value: '', name: `${s.reason}: ${t.all}` },
              ...reasons.map((value) => ({ value: value as string, name: s.reasons[value] })),
              ...(reason && !reasons.includes(reason as DecisionReason)
                ? [{ value: reason, name: s.reasons[reason as DecisionReason] ?? reason }]
                : []),
            ]}
            onChange={onReason}
          />
        )}
      </div>
      {items.length === 0 ? (
        <Empty>{s.noDecisions}</Empty>
      ) : shown.length === 0 ? (
        <Empty action={<Button onClick={() => onReason('')}>{t.clearFilters}</Button>}>{s.noneOfReason}</Empty>
      ) : (
        <ol className="lines">
          {shown.map((decision) => (
            <li key={decision.decisionId ?? decision.at} className="stack tight">
              <DecisionWords decision={decision} />
              <p className="note">
                {exact(decision.at)} · <bdi>{triggerWords(decision.trigger)}</bdi>
                {decision.templateId && (
                  <>
                    {' · '}
                    <bdi>{nameOf(decision.templateId)}</bdi>
                  </>
                )}
                {Object.values(decision.relatedTo ?? {}).map((id) => (
                  <span key={id}>
                    {' · '}
                    <bdi>{id}</bdi>
                  </span>
                ))}
              </p>
              {decision.surveyId && (
                <Link to="/surveys/list" search={{ open: decision.surveyId }}>
                  {s.openSurvey}
                </Link>
              )}
            </li>
          ))}
        </ol>
      )}
      <More pages={pages} />
    </section>
  );
}

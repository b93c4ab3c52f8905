import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { SurveyTemplate } from '../../../shared/survey-template/survey-template.schema.ts';
import { Button } from '../kit/button.tsx';
import { Confirm } from '../kit/confirm.tsx';
import { useDraft } from '../kit/draft.ts';
import { Pick, TextArea } from '../kit/fields.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded, Problem } from '../kit/states.tsx';
import { SurveysPage, useTemplates } from './parts.tsx';
import { readRecipients } from './recipients.ts';
import { SendResults } from './send-results.tsx';
import { sendRoute } from './surveys.route.ts';
import { surveysTexts } from './texts/texts.ts';
import { useSending } from './sending.ts';

/** Asks a list of people: first who would be asked and who would not, and why; then, after a question, for real. */
export function Send() {
  const { sending: w } = surveysTexts();
  const { templateId } = sendRoute.useSearch();
  const read = useTemplates();
  return (
    <SurveysPage title={w.title} about={w.about}>
      <Loaded read={read} height={320}>
        {({ items }) => {
          const active = items.filter((template) => template.active);
          const chosen = active.find((template) => template.templateId === templateId) ?? active[0];
          if (!chosen) return <Empty>{w.noneActive}</Empty>;
          return (
            <div className="grid">
              <People key={chosen.templateId} templateId={chosen.templateId} templates={active} />
            </div>
          );
        }}
      </Loaded>
    </SurveysPage>
  );
}

type PeopleProps = { templateId: string; templates: readonly SurveyTemplate[] };

/** Nothing can be changed while it is being sent: whom the next part goes to is told by their places in the list. */
function People({ templateId, templates }: PeopleProps) {
  const { sending: w, ...s } = surveysTexts();
  const navigate = useNavigate();
  const [{ text }, setDraft, draft] = useDraft('survey-send', { text: '' });
  const { recipients, unread } = readRecipients(text);
  const sending = useSending(templateId);
  const [asking, setAsking] = useState(false);
  const file = useId();
  const change = (next: string): void => {
    setDraft({ text: next });
    sending.forget();
  };
  const { tried, sent, error, isPending } = sending;
  const would = tried?.filter(({ decision }) => decision.sent).length ?? 0;
  return (
    <>
      <div>
        <Pick
          label={s.template}
          value={templateId}
          choices={templates.map((template) => ({ value: template.templateId as string, name: template.name }))}
          disabled={isPending}
          onChange={(value) => void navigate({ to: '/surveys/send', search: { templateId: value }, replace: true })}
        />
      </div>
      <Panel title={w.people}>
        <TextArea
          label={w.people}
          labelHidden
          help={w.peopleHelp}
          rows={8}
          value={text}
          disabled={isPending}
          onChange={change}
        />
        <div className="field">
          <label htmlFor={file}>{w.file}</label>
          <input
            id={file}
            type="file"
            disabled={isPending}
            accept=".csv,.txt,text/csv,text/plain"
            onChange={(event) => void event.target.files?.[0]?.text().then(change)}
          />
        </div>
        <p aria-live="polite">
          {w.read(recipients.length)}
          {unread.length > 0 && (
            <span className="field-error"> {w.unread(unread.length, unread.slice(0, 3).join(' · '))}</span>
          )}
        </p>
        {!sent && (
          <div className="actions">
            <Button
              look={tried ? undefined : 'main'}
              disabled={isPending || recipients.length === 0}
              onClick={() => void sending.tryOut(recipients)}
            >
              {w.dryRun}
            </Button>
            {tried && would > 0 && (
              <Button look="main" disabled={isPending} onClick={() => setAsking(true)}>
                {w.send(would)}
              </Button>
            )}
          </div>
        )}
        {isPending && <progress aria-label={w.running} max={recipients.length} value={sending.done} />}
        {error ? <Problem error={error} /> : null}
      </Panel>
      {(sent ?? tried) && <SendResults results={sent ?? tried ?? []} real={sent !== undefined} />}
      {asking && (
        <Confirm
          title={w.send(would)}
          action={w.send(would)}
          look="main"
          pending={false}
          error={undefined}
          onConfirm={() => {
            setAsking(false);
            void sending.send(recipients).then((all) => all && draft.forget());
          }}
          onClose={() => setAsking(false)}
        >
          {w.ask(would)}
        </Confirm>
      )}
    </>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useDraft } from '../kit/draft.ts';
import { Pick, TextArea } from '../kit/fields.tsx';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded, Problem } from '../kit/states.tsx';
import { texts } from '../texts/console.ts';
import { SurveysPage, useTemplates } from './parts.tsx';
import { readRecipients } from './recipients.ts';
import { SendResults } from './send-results.tsx';
import { surveysRoutes } from './surveys.route.ts';
import { surveysTexts } from './texts/texts.ts';
import { useSending } from './sending.ts';

const [, , , , screen] = surveysRoutes;

/** Asks a list of people: first who would be asked and who would not, and why; then, after a question, for real. */
export function Send() {
  const { sending: w, ...s } = surveysTexts();
  const { templateId } = screen.useSearch();
  const navigate = useNavigate();
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
              <div>
                <Pick
                  label={s.template}
                  value={chosen.templateId as string}
                  choices={active.map((template) => ({ value: template.templateId as string, name: template.name }))}
                  onChange={(value) =>
                    void navigate({ to: '/surveys/send', search: { templateId: value }, replace: true })
                  }
                />
              </div>
              <People key={chosen.templateId} templateId={chosen.templateId} />
            </div>
          );
        }}
      </Loaded>
    </SurveysPage>
  );
}

function People({ templateId }: { templateId: string }) {
  const { sending: w } = surveysTexts();
  const t = texts();
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
      <Panel title={w.people}>
        <TextArea label={w.people} labelHidden help={w.peopleHelp} rows={8} value={text} onChange={change} />
        <div className="field">
          <label htmlFor={file}>{w.file}</label>
          <input
            id={file}
            type="file"
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
        <Dialog title={w.send(would)} onClose={() => setAsking(false)}>
          <p>{w.ask(would)}</p>
          <div className="actions">
            <Button onClick={() => setAsking(false)}>{t.cancel}</Button>
            <Button
              look="main"
              onClick={() => {
                setAsking(false);
                void sending.send(recipients).then((all) => all && draft.forget());
              }}
            >
              {w.send(would)}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

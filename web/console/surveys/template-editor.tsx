import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { SurveyTemplate } from '../../../shared/survey-template/survey-template.schema.ts';
import { Conflict } from '../kit/conflict.tsx';
import { Button } from '../kit/button.tsx';
import { useDraft } from '../kit/draft.ts';
import { Panel } from '../kit/page.tsx';
import { Problem } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { spoken } from '../texts/console.ts';
import { EditingContext } from './editing.tsx';
import { SurveysPage } from './parts.tsx';
import { QuestionEditor } from './question-editor.tsx';
import { AddQuestion, QuestionList } from './question-list.tsx';
import { RemoveTemplate } from './remove-template.tsx';
import { type Begun, useSaving } from './saving.ts';
import { BrandPart, General, Wording } from './template-basics.tsx';
import { Timing } from './template-timing.tsx';
import { partNames, placeName } from './template-names.ts';
import { type Asked, type Form, formOf } from './template-form.ts';
import { readable } from './template-merge.ts';
import { TemplatePreview, usePreview } from './template-preview.tsx';
import { Triggers } from './template-triggers.tsx';
import { templateTexts } from './texts/template/texts.ts';

type Props = {
  /** What is stored; nothing of a new one. */
  stored: SurveyTemplate | undefined;
  begin: Form;
  /** Under which name what was begun is kept. */
  draftName: string;
};

/** Writes a template. What was begun outlives a reload; every save is a version, and asks people or nobody. */
export function TemplateEditor({ stored, begin, draftName }: Props) {
  const e = templateTexts();
  const navigate = useNavigate();
  const [begun, setBegun, draft] = useDraft<Begun>(`template.${draftName}`, {
    form: begin,
    base: begin,
    version: stored?.version,
  });
  const [found, setFound] = useState(draft.found);
  const latest = useRef(begun);
  latest.current = begun;
  const { form } = begun;
  const put = (next: Form): void => {
    latest.current = { ...latest.current, form: next };
    setBegun(latest.current);
    if (saving.faults.size > 0) saving.forgetFaults();
  };
  const set = (change: Partial<Form>): void => put({ ...latest.current.form, ...change });
  const setQuestions = (change: (questions: readonly Asked[]) => Asked[]): void =>
    set({ questions: change(latest.current.form.questions) });

  const saving = useSaving({
    templateId: stored?.templateId,
    onSaved: (template) => {
      const saved = formOf(template);
      setBegun({ form: saved, base: saved, version: template.version });
      draft.forget();
      setFound(false);
      if (!stored)
        void navigate({
          to: '/surveys/templates/$templateId',
          params: { templateId: template.templateId },
          replace: true,
        });
    },
    onMerged: setBegun,
  });

  const [language, setLanguage] = useState(form.languages.find((one) => one === spoken()) ?? form.languages[0] ?? 'en');
  const shownIn = form.languages.includes(language) ? language : (form.languages[0] ?? 'en');
  const preview = usePreview(form, shownIn);
  const [open, setOpen] = useState(form.questions[0]?.key);
  const at = form.questions.findIndex(({ key }) => key === open);
  const question = form.questions[at];

  // While it is first written, gaps are no mistakes: faults are marked from the first try to save on.
  const faults = saving.tries === 0 ? new Map<string, string>() : new Map([...saving.faults, ...preview.faults]);
  const page = useRef<HTMLDivElement>(null);
  const faulty = saving.faults.size > 0 ? saving.tries : 0;
  useEffect(() => {
    if (faulty === 0) return;
    const [, place] = [...saving.faults.keys()].map((path) => /^questions\/(\d+)\//.exec(path)).find(Boolean) ?? [];
    const first = [...saving.faults.keys()][0] ?? '';
    if (first.startsWith('questions/')) setOpen(latest.current.form.questions[Number(place)]?.key);
    // After the question with the fault is drawn.
    requestAnimationFrame(() => page.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
    // Once for each try, however the faults change afterwards.
  }, [faulty]);

  const { clash } = saving;
  const next = (begun.version ?? 0) + 1;
  const part = { form, set };
  return (
    <SurveysPage
      title={stored?.name ?? e.newTitle}
      about={stored ? e.isVersion(stored.version, exact(stored.updatedAt)) : e.notSaved}
      aside={
        <div className="actions">
          {stored && <RemoveTemplate template={stored} />}
          <Button
            disabled={saving.isPending}
            title={e.draftHelp}
            onClick={() => saving.save({ ...begun, form: { ...form, active: false } })}
          >
            {e.saveDraft}
          </Button>
          <Button
            look="main"
            disabled={saving.isPending}
            onClick={() => saving.save({ ...begun, form: { ...form, active: true } })}
          >
            {e.publish(next)}
          </Button>
        </div>
      }
    >
      {found && (
        <div className="banner">
          {e.draftFound}
          <Button
            small
            onClick={() => {
              setBegun({ form: begin, base: begin, version: stored?.version });
              draft.forget();
              setFound(false);
            }}
          >
            {e.startAgain}
          </Button>
        </div>
      )}
      {saving.error ? <Problem error={saving.error} /> : null}
      {faults.size > 0 && (
        <div className="banner error" role="alert">
          <div>
            <strong>{e.faults(faults.size)}</strong>
            <ul>
              {[...faults].map(([path, detail]) => (
                <li key={path}>
                  <bdi>
                    {placeName(path)}: {detail}
                  </bdi>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <EditingContext value={{ languages: form.languages, faults }}>
        <div className="editor" ref={page}>
          <div className="stack">
            <Panel title={e.questions}>
              <QuestionList questions={form.questions} open={open} onOpen={setOpen} onChange={setQuestions} />
              <AddQuestion questions={form.questions} onOpen={setOpen} onChange={setQuestions} />
              {question && (
                <QuestionEditor
                  key={question.key}
                  question={question}
                  at={at}
                  questions={form.questions}
                  ratingScale={form.ratingScale}
                  onChange={(changed) =>
                    setQuestions((now) => now.map((one) => (one.key === changed.key ? changed : one)))
                  }
                />
              )}
            </Panel>
            <Panel title={e.texts}>
              <Wording {...part} />
            </Panel>
            <Panel title={e.general}>
              <General {...part} />
            </Panel>
            <Panel title={e.occasions}>
              <Triggers {...part} />
            </Panel>
            <Panel title={e.timing}>
              <Timing {...part} />
            </Panel>
            <Panel title={e.brand}>
              <BrandPart {...part} />
            </Panel>
          </div>
          <div className="beside-editor">
            <TemplatePreview form={form} preview={preview} language={shownIn} onLanguage={setLanguage} />
          </div>
        </div>
      </EditingContext>
      {clash && (
        <Conflict
          base={clash.base}
          mine={clash.mine}
          theirs={clash.theirs}
          say={(name, text) => readable(text, text === clash.mine[name] ? clash.theirs[name] : clash.mine[name])}
          labels={partNames()}
          onClose={saving.forgetClash}
          onChosen={saving.choose}
        />
      )}
    </SurveysPage>
  );
}

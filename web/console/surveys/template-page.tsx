import { useState } from 'react';
import { surveyTemplateRoutes } from '../../../shared/survey-template/survey-template.routes.ts';
import type { SurveyTemplate } from '../../../shared/survey-template/survey-template.schema.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Panel } from '../kit/page.tsx';
import { Loaded } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { SurveysPage } from './parts.tsx';
import { templateRoute } from './surveys.route.ts';
import { TemplateEditor } from './template-editor.tsx';
import { type Form, formOf } from './template-form.ts';
import { TemplatePreview, usePreview } from './template-preview.tsx';
import { surveysTexts } from './texts/texts.ts';
import { templateTexts } from './texts/template/texts.ts';

const templates = api(surveyTemplateRoutes);

/** A template that is there, or one that is to be. */
export function TemplatePage() {
  const { templateId } = templateRoute.useParams();
  const { from } = templateRoute.useSearch();
  return templateId === 'new' ? <New from={from} /> : <Stored templateId={templateId} />;
}

function Stored({ templateId }: { templateId: string }) {
  const read = useRead(templates.get, { params: { templateId } });
  if (read.data === undefined || read.data.templateId !== templateId)
    return (
      <SurveysPage title={surveysTexts().template}>
        <Loaded read={{ ...read, data: undefined }} height={600}>
          {() => null}
        </Loaded>
      </SurveysPage>
    );
  return may('surveys:write') ? (
    <TemplateEditor key={templateId} stored={read.data} begin={formOf(read.data)} draftName={templateId} />
  ) : (
    <Outline template={read.data} />
  );
}

const empty: Form = {
  name: '',
  type: 'custom',
  active: false,
  languages: [spoken()],
  title: {},
  questions: [{ key: 'first', type: 'csat', id: 'satisfaction', text: {}, required: true }],
};

function New({ from }: { from: string | undefined }) {
  const read = useRead(templates.readyMade, {}, { enabled: from !== undefined });
  if (from === undefined) return <TemplateEditor stored={undefined} begin={empty} draftName="new" />;
  const chosen = read.data?.items[Number(from)];
  if (read.data === undefined)
    return (
      <SurveysPage title={templateTexts().newTitle}>
        <Loaded read={read} height={600}>
          {() => null}
        </Loaded>
      </SurveysPage>
    );
  return (
    <TemplateEditor
      stored={undefined}
      begin={chosen ? { ...formOf(chosen), active: false } : empty}
      draftName={`new.${from}`}
    />
  );
}

/** For those who may read templates and not change them. */
function Outline({ template }: { template: SurveyTemplate }) {
  const e = templateTexts();
  const s = surveysTexts();
  const form = formOf(template);
  const [language, setLanguage] = useState(form.languages.find((one) => one === spoken()) ?? form.languages[0] ?? 'en');
  const preview = usePreview(form, language);
  return (
    <SurveysPage title={template.name} about={e.isVersion(template.version, exact(template.updatedAt))}>
      <div className="editor">
        <Panel title={e.questions} about={template.active ? s.active : s.inactive}>
          <ol className="lines">
            {template.questions.map((question) => (
              <li key={question.id}>
                <bdi lang={language}>{question.text[language]}</bdi>
                <p className="note">{e.questionTypes[question.type]}</p>
              </li>
            ))}
          </ol>
        </Panel>
        <TemplatePreview form={form} preview={preview} language={language} onLanguage={setLanguage} />
      </div>
    </SurveysPage>
  );
}

import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SurveyLanguage } from '../../../shared/survey-template/localized.schema.ts';
import { surveyTemplateRoutes } from '../../../shared/survey-template/survey-template.routes.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { Pick } from '../kit/fields.tsx';
import { MailFrame } from '../kit/mail-frame.tsx';
import { Panel } from '../kit/page.tsx';
import { useSettled } from '../kit/settled.ts';
import { Problem, Skeleton } from '../kit/states.tsx';
import { languageName } from '../kit/names.ts';
import { bodyOf, type Faults, faultsOf, type Form } from './template-form.ts';
import { templateTexts } from './texts/template/texts.ts';

const templates = api(surveyTemplateRoutes);
const TYPING_MS = 500;
const widths = { desktop: 760, phone: 360 };

type Preview = {
  drawn: Awaited<ReturnType<typeof templates.preview>> | undefined;
  faults: Faults;
  error: unknown;
  again: () => void;
};

/** What people would see, drawn by the API when the typing stops; what is not right is told with its place. */
export function usePreview(form: Form, language: SurveyLanguage): Preview {
  const asked = useSettled(JSON.stringify({ template: bodyOf(form), language }), TYPING_MS);
  const { data, error, refetch } = useQuery({
    queryKey: ['survey-template-preview', asked],
    queryFn: async () => {
      try {
        const body = JSON.parse(asked) as Parameters<typeof templates.preview>[0]['body'];
        return { drawn: await templates.preview({ body }), errors: undefined };
      } catch (failure) {
        // A template that is not right yet is what one has while writing it: no failure.
        if (failure instanceof ApiError && failure.status === 400)
          return { drawn: undefined, errors: failure.problem.errors };
        throw failure;
      }
    },
    placeholderData: keepPreviousData,
  });
  const [last, setLast] = useState<Preview['drawn']>();
  const drawn = data?.drawn;
  useEffect(() => {
    if (drawn) setLast(drawn);
  }, [drawn]);
  return { drawn: drawn ?? last, faults: faultsOf(data?.errors), error, again: () => void refetch() };
}

type Props = {
  form: Form;
  preview: Preview;
  language: SurveyLanguage;
  onLanguage: (language: SurveyLanguage) => void;
};

export function TemplatePreview({ form, preview, language, onLanguage }: Props) {
  const e = templateTexts();
  const [part, setPart] = useState<keyof typeof e.parts>('page');
  const [width, setWidth] = useState<keyof typeof widths>('phone');
  const { drawn, faults, error, again } = preview;
  const mail = part === 'page' ? undefined : drawn?.[part];
  return (
    <Panel title={e.preview} about={e.previewHelp}>
      <div className="filters">
        <Pick
          label={e.shown}
          labelHidden
          value={part}
          choices={(['page', 'mail', 'reminder'] as const).map((value) => ({ value, name: e.parts[value] }))}
          onChange={setPart}
        />
        <Pick
          label={e.width}
          labelHidden
          value={width}
          choices={(['phone', 'desktop'] as const).map((value) => ({ value, name: e.widths[value] }))}
          onChange={setWidth}
        />
        <Pick
          label={e.language}
          labelHidden
          value={language}
          choices={form.languages.map((value) => ({ value, name: languageName(value) }))}
          onChange={onLanguage}
        />
      </div>
      {faults.size > 0 && <p className="banner warn">{e.cannotDraw(faults.size)}</p>}
      {error ? <Problem error={error} again={again} /> : null}
      {mail && (
        <p>
          <span className="muted">{e.subject}:</span> <bdi>{mail.subject}</bdi>
        </p>
      )}
      {drawn ? (
        <MailFrame
          html={mail ? mail.html : drawn.page}
          title={`${e.preview}: ${e.parts[part]}`}
          width={widths[width]}
          height={560}
        />
      ) : (
        faults.size === 0 && !error && <Skeleton height={620} />
      )}
    </Panel>
  );
}

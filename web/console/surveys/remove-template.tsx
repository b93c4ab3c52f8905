import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { surveyTemplateRoutes } from '../../../shared/survey-template/survey-template.routes.ts';
import type { SurveyTemplate } from '../../../shared/survey-template/survey-template.schema.ts';
import { api } from '../api/client.ts';
import { Button } from '../kit/button.tsx';
import { Removal } from '../kit/removal.tsx';
import { toast } from '../kit/toast.tsx';
import { templateTexts } from './texts/template/texts.ts';

const templates = api(surveyTemplateRoutes);

export function RemoveTemplate({ template: { templateId, version } }: { template: SurveyTemplate }) {
  const e = templateTexts();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{e.removeTemplate}</Button>
      {open && (
        <Removal
          title={e.removeTemplate}
          action={e.removeTemplate}
          remove={() => templates.remove({ params: { templateId }, ifMatch: version })}
          away={async () => {
            toast(e.removedTemplate);
            await navigate({ to: '/surveys' });
          }}
          touches={['survey-template', 'survey']}
          onClose={() => setOpen(false)}
        >
          {e.removeAsk}
        </Removal>
      )}
    </>
  );
}

import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { surveyTemplateRoutes } from '../../../shared/survey-template/survey-template.routes.ts';
import type { SurveyTemplate } from '../../../shared/survey-template/survey-template.schema.ts';
import { api } from '../api/client.ts';
import { readAgain } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { templateTexts } from './texts/template/texts.ts';

const templates = api(surveyTemplateRoutes);

export function RemoveTemplate({ template: { templateId, version } }: { template: SurveyTemplate }) {
  const e = templateTexts();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const remove = useMutation({
    mutationFn: () => templates.remove({ params: { templateId }, ifMatch: version }),
    onSuccess: async () => {
      toast(e.removedTemplate);
      // Left before the rest is read again: what is deleted can no longer be read.
      await navigate({ to: '/surveys' });
      await readAgain('survey-template', 'survey');
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{e.removeTemplate}</Button>
      {open && (
        <Dialog title={e.removeTemplate} onClose={() => setOpen(false)}>
          <p>{e.removeAsk}</p>
          {remove.error && <Problem error={remove.error} />}
          <div className="actions">
            <Button onClick={() => setOpen(false)}>{texts().cancel}</Button>
            <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
              {e.removeTemplate}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

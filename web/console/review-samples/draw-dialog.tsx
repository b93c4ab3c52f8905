import { useNavigate } from '@tanstack/react-router';
import { reviewSampleRoutes } from '../../../shared/review-sample/review-sample.routes.ts';
import type { CreateReviewSample, ReviewSample } from '../../../shared/review-sample/review-sample.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { choicesOf } from '../kit/fields.tsx';
import { languageName } from '../kit/names.ts';
import { RecordDialog } from '../kit/record-dialog.tsx';
import { numberField, pickField, textField } from '../kit/record-fields.tsx';
import { analysedLanguages } from '../settings/names.ts';
import { texts } from '../texts/console.ts';
import { sampleTexts } from './texts/texts.ts';

const samples = api(reviewSampleRoutes);
const MOST = 500;
const blank: CreateReviewSample = { filter: {}, n: 100 };

/** Draws a sample, and leads to its first text. */
export function DrawDialog({ onClose }: { onClose: () => void }) {
  const s = sampleTexts();
  const f = feedbackTexts();
  const { all } = texts();
  const navigate = useNavigate();
  const create = useChange(samples.create);
  return (
    <RecordDialog<CreateReviewSample & { version?: number }, ReviewSample>
      title={s.draw}
      draft="review-sample"
      record={blank}
      fields={[
        numberField('n', s.texts, { min: 1, max: MOST, step: 1, required: true, help: s.textsHelp }),
        numberField('seed', s.seed, { min: 0, step: 1, help: s.seedHelp }),
        textField('filter/from', texts().firstDay, { type: 'date', help: s.daysHelp }),
        textField('filter/to', texts().lastDay, { type: 'date' }),
        pickField('filter/source', f.source, choicesOf(f.sources), { none: all }),
        pickField('filter/type', f.type, choicesOf(f.types), { none: all }),
        pickField(
          'filter/language',
          f.language,
          analysedLanguages.map((value) => ({ value, name: languageName(value) })),
          { none: all },
        ),
      ]}
      save={({ whole: { filter, n, seed }, idempotencyKey }) =>
        create.mutateAsync({ body: { filter, n, ...(seed !== undefined && { seed }) }, idempotencyKey })
      }
      onSaved={({ sampleId }) => void navigate({ to: '/review-samples/$sampleId', params: { sampleId } })}
      onClose={onClose}
    >
      <p className="muted">{s.drawHelp}</p>
    </RecordDialog>
  );
}

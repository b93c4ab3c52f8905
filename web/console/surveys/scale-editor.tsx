import { Pick } from '../kit/fields.tsx';
import { NumberInput, Texts, useFault } from './editing.tsx';
import type { Form } from './template-form.ts';
import { templateTexts } from './texts/template/texts.ts';

type Scale = NonNullable<Form['ratingScale']>;
type Props = { scale: Scale; path: string; onChange: (scale: Scale) => void };

/** From which number to which, how it looks, and what its ends mean. */
export function ScaleEditor({ scale, path, onChange }: Props) {
  const e = templateTexts();
  const fault = useFault();
  return (
    <>
      <div className="choices texts">
        <NumberInput
          label={e.least}
          path={`${path}/min`}
          value={scale.min}
          onChange={(min) => onChange({ ...scale, min: min ?? 0 })}
        />
        <NumberInput
          label={e.most}
          path={`${path}/max`}
          value={scale.max}
          onChange={(max) => onChange({ ...scale, max: max ?? 0 })}
        />
        <Pick
          label={e.style}
          value={scale.style ?? 'numbers'}
          error={fault(`${path}/style`)}
          choices={(['numbers', 'stars', 'smileys'] as const).map((value) => ({ value, name: e.styles[value] }))}
          onChange={(style) => onChange({ ...scale, style })}
        />
      </div>
      <Texts
        label={e.leastText}
        path={`${path}/minLabel`}
        texts={scale.minLabel}
        onChange={(minLabel) => onChange({ ...scale, minLabel })}
      />
      <Texts
        label={e.mostText}
        path={`${path}/maxLabel`}
        texts={scale.maxLabel}
        onChange={(maxLabel) => onChange({ ...scale, maxLabel })}
      />
    </>
  );
}

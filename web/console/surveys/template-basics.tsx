import type { SurveyLanguage } from '../../../shared/survey-template/localized.schema.ts';
import { Button } from '../kit/button.tsx';
import { Check, Pick, TextArea, TextInput } from '../kit/fields.tsx';
import { languages as known } from '../texts/languages.ts';
import { languageName } from '../kit/names.ts';
import { Texts, useFault } from './editing.tsx';
import { ScaleEditor } from './scale-editor.tsx';
import type { Form } from './template-form.ts';
import { templateTexts } from './texts/template/texts.ts';

export type PartProps = { form: Form; set: (change: Partial<Form>) => void };

/** What it is called, what kind it is, and which languages it speaks. */
export function General({ form, set }: PartProps) {
  const e = templateTexts();
  const fault = useFault();
  return (
    <>
      <TextInput
        label={e.name}
        value={form.name}
        maxLength={120}
        error={fault('name')}
        onChange={(name) => set({ name })}
      />
      <Pick
        label={e.type}
        value={form.type}
        choices={(Object.keys(e.types) as Form['type'][]).map((value) => ({ value, name: e.types[value] }))}
        onChange={(type) => set({ type })}
      />
      <TextArea
        label={e.description}
        rows={2}
        value={form.description ?? ''}
        error={fault('description')}
        onChange={(description) => set({ description })}
      />
      <Languages form={form} set={set} />
      <Check label={e.anonymous} checked={form.anonymous ?? false} onChange={(anonymous) => set({ anonymous })} />
    </>
  );
}

function Languages({ form: { languages }, set }: PartProps) {
  const e = templateTexts();
  const fault = useFault();
  const ordered = [...languages, ...known.filter((one) => !languages.includes(one))] as SurveyLanguage[];
  return (
    <fieldset className="choices stack tight">
      <legend className="label">{e.languages}</legend>
      <p className="note">{e.languagesHelp}</p>
      {fault('languages') && <p className="field-error">{fault('languages')}</p>}
      {ordered.map((language) => {
        const on = languages.includes(language);
        return (
          <div key={language} className="tags">
            <Check
              label={languageName(language)}
              checked={on}
              onChange={(wanted) => {
                const rest = languages.filter((one) => one !== language);
                if (wanted) set({ languages: [...rest, language] });
                else if (rest.length > 0) set({ languages: rest });
              }}
            />
            {on &&
              (language === languages[0] ? (
                <span className="tag">{e.isFirst}</span>
              ) : (
                <Button
                  small
                  look="bare"
                  onClick={() => set({ languages: [language, ...languages.filter((one) => one !== language)] })}
                >
                  {e.makeFirst(languageName(language))}
                </Button>
              ))}
          </div>
        );
      })}
    </fieldset>
  );
}

/** What stands around the questions. */
export function Wording({ form, set }: PartProps) {
  const e = templateTexts();
  return (
    <>
      <p className="note">{e.placeholders}</p>
      <Texts label={e.subject} path="subject" texts={form.subject} onChange={(subject) => set({ subject })} />
      <Texts label={e.title} path="title" texts={form.title} onChange={(title) => set({ title })} />
      <Texts long label={e.intro} path="intro" texts={form.intro} onChange={(intro) => set({ intro })} />
      <Texts long label={e.thanks} path="thanks" texts={form.thanks} onChange={(thanks) => set({ thanks })} />
      <Texts
        long
        label={e.next}
        path="whatHappensNext"
        texts={form.whatHappensNext}
        onChange={(whatHappensNext) => set({ whatHappensNext })}
      />
      {form.questions.some((question) => question.type === 'rating' && question.scale === undefined) && (
        <fieldset className="choices stack">
          <legend className="label">{e.ratingScale}</legend>
          <ScaleEditor
            scale={form.ratingScale ?? { min: 1, max: 5 }}
            path="ratingScale"
            onChange={(ratingScale) => set({ ratingScale })}
          />
        </fieldset>
      )}
    </>
  );
}

/** Under which name and colours it asks. */
export function BrandPart({ form, set }: PartProps) {
  const e = templateTexts();
  const fault = useFault();
  const brand = form.brand ?? {};
  const put = (change: Partial<typeof brand>): void => set({ brand: { ...brand, ...change } });
  return (
    <div className="choices texts">
      <TextInput
        label={e.brandName}
        value={brand.name ?? ''}
        maxLength={80}
        error={fault('brand/name')}
        onChange={(name) => put({ name })}
      />
      <TextInput
        label={e.accent}
        type="color"
        value={brand.accent ?? '#0b57d0'}
        error={fault('brand/accent')}
        onChange={(accent) => put({ accent })}
      />
      <TextInput
        label={e.logo}
        type="url"
        value={brand.logoUrl ?? ''}
        error={fault('brand/logoUrl')}
        onChange={(logoUrl) => put({ logoUrl })}
      />
      <TextInput
        label={e.from}
        type="email"
        value={brand.fromAddress ?? ''}
        error={fault('brand/fromAddress')}
        onChange={(fromAddress) => put({ fromAddress })}
      />
      <TextInput
        label={e.reply}
        type="email"
        value={brand.replyTo ?? ''}
        error={fault('brand/replyTo')}
        onChange={(replyTo) => put({ replyTo })}
      />
    </div>
  );
}

import type { Localized, SurveyLanguage } from '../../../shared/survey-template/localized.schema.ts';
import type { SurveyTemplateDraft } from '../../../shared/survey-template/survey-template.schema.ts';

export type Question = SurveyTemplateDraft['questions'][number];
export type QuestionType = Question['type'];
/** A question while it is edited: its key stays when its id, its place or its type changes. */
export type Asked = Question & { key: string };
export type Form = Omit<SurveyTemplateDraft, 'questions' | 'languages'> & {
  languages: SurveyLanguage[];
  questions: Asked[];
};

/** What the API adds to a template, and does not take back. */
const added = ['templateId', 'version', 'createdAt', 'updatedAt', 'createdBy'] as const;

export function formOf(template: SurveyTemplateDraft): Form {
  const own = Object.entries(template).filter(([name]) => !(added as readonly string[]).includes(name));
  return {
    ...(Object.fromEntries(own) as SurveyTemplateDraft),
    languages: template.languages ?? ['en'],
    questions: template.questions.map((question, at) => ({ ...question, key: `${at}-${question.id}` })),
  };
}

/** What is sent: texts in the offered languages alone, and nothing that was left empty. */
export function bodyOf({ questions, ...form }: Form): SurveyTemplateDraft {
  const texts = (value: Localized | undefined) => offered(value, form.languages);
  const needed = (value: Localized | undefined): Localized => texts(value) ?? {};
  const body = {
    ...form,
    description: form.description?.trim() || undefined,
    subject: texts(form.subject),
    title: needed(form.title),
    intro: texts(form.intro),
    thanks: texts(form.thanks),
    whatHappensNext: texts(form.whatHappensNext),
    brand: form.brand && filled(form.brand),
    questions: questions.map((question) =>
      filled({
        ...question,
        key: undefined,
        text: needed(question.text),
        help: texts(question.help),
        ...('minLabel' in question && { minLabel: texts(question.minLabel) }),
        ...('maxLabel' in question && { maxLabel: texts(question.maxLabel) }),
        ...('choices' in question && {
          choices: question.choices.map(({ id, text }) => ({ id, text: needed(text) })),
        }),
        ...('scale' in question &&
          question.scale && {
            scale: filled({
              ...question.scale,
              minLabel: texts(question.scale.minLabel),
              maxLabel: texts(question.scale.maxLabel),
            }),
          }),
      }),
    ),
  };
  return filled(body) as SurveyTemplateDraft;
}

function offered(texts: Localized | undefined, languages: readonly SurveyLanguage[]): Localized | undefined {
  const kept = languages.flatMap((language) => {
    const text = texts?.[language]?.trim();
    return text ? [[language, text] as const] : [];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const filled = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined && one !== '')) as T;

/** One place up or down, or anywhere else. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** Those that were dragged, in their order, before or after another. */
export function dropped(
  questions: readonly Asked[],
  keys: ReadonlySet<unknown>,
  target: { key: unknown; dropPosition: string },
): Asked[] {
  const taken = questions.filter(({ key }) => keys.has(key));
  const rest = questions.filter(({ key }) => !keys.has(key));
  const at = rest.findIndex(({ key }) => key === target.key);
  return at < 0 ? [...questions] : rest.toSpliced(target.dropPosition === 'after' ? at + 1 : at, 0, ...taken);
}

/** An id that no other has: what answers are kept under. */
export function freeId(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let next = 2;
  while (taken.includes(`${wanted}_${next}`)) next += 1;
  return `${wanted}_${next}`;
}

const startOf = (type: QuestionType): object => {
  if (type === 'single_choice' || type === 'multi_choice')
    return {
      choices: [
        { id: 'one', text: {} },
        { id: 'two', text: {} },
      ],
    };
  return {};
};

/** Fields that every type has; what only the type before knew would be refused. */
export function withType(question: Asked, type: QuestionType): Asked {
  const { key, id, text, help, required, showIf } = question;
  const choices = 'choices' in question ? { choices: question.choices } : startOf(type);
  const own = type === 'single_choice' || type === 'multi_choice' ? choices : startOf(type);
  return { key, id, text, help, required, showIf, ...own, type } as Asked;
}

export const newQuestion = (type: QuestionType, key: string, questions: readonly Asked[]): Asked =>
  ({
    key,
    type,
    id: freeId(
      type === 'long_text' ? 'comment' : type,
      questions.map(({ id }) => id),
    ),
    text: {},
    ...startOf(type),
  }) as Asked;

/** The steps of a question with a scale, undefined for the others. */
export function stepsOf(question: Question, ratingScale: Form['ratingScale']): number[] | undefined {
  const own = question.type === 'rating' ? (question.scale ?? ratingScale ?? { min: 1, max: 5 }) : undefined;
  const fixed = { nps: [0, 10], csat: [1, 5], ces: [1, 7] }[question.type as string];
  const [min, max] = own ? [own.min, own.max] : (fixed ?? []);
  if (min === undefined || max === undefined || max < min || max - min > 100) return undefined;
  return Array.from({ length: max - min + 1 }, (_, step) => min + step);
}

export type Faults = ReadonlyMap<string, string>;

/** What the API found wrong, by the place in the template: `questions/1/text/en`. */
export function faultsOf(errors: readonly unknown[] | undefined): Faults {
  const known = (errors ?? []) as readonly { pointer?: string; detail?: string }[];
  return new Map(
    known.flatMap(({ pointer, detail }) =>
      pointer === undefined ? [] : [[pointer.replace(/^#\/(template\/)?/, ''), detail ?? ''] as const],
    ),
  );
}

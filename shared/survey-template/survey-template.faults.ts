import { type Localized, placeholderFault, plainFault, type SurveyLanguage } from './localized.schema.ts';
import { type Question, type Scale, scaleOf, type ShowIf } from './question.schema.ts';

/** A fault of a template: where it is and what would cure it. */
export type TemplateFault = { path: PropertyKey[]; message: string };

type Texts = Partial<Record<(typeof textFields)[number], Localized>>;
type Checked = Texts & {
  description?: string | undefined;
  languages: readonly SurveyLanguage[];
  questions: readonly Question[];
  ratingScale: Scale;
  reminderDelayHours: readonly number[];
  expiryDays: number;
  anonymous: boolean;
  editWindowHours: number;
};
const textFields = ['subject', 'title', 'intro', 'thanks', 'whatHappensNext'] as const;

/** A row of the table takes 400 KB; this leaves room for what is stored beside the template. */
const MOST_BYTES = 300_000;

/**
 * Everything that single fields cannot know: references, order, and texts in the default language. Also what was
 * not always asked for: stored templates are read without these checks.
 */
export function templateFaults(template: Checked): TemplateFault[] {
  return [
    ...sizeFaults(template),
    ...descriptionFaults(template),
    ...languageFaults(template.languages),
    ...textFields.flatMap((field) => textFaults(template[field], [field], template.languages)),
    ...endFaults(template.ratingScale, ['ratingScale'], template.languages),
    ...template.questions.flatMap((question, index) => questionFaults(template, question, index)),
    ...reminderFaults(template),
  ];
}

function sizeFaults(template: Checked): TemplateFault[] {
  const bytes = new TextEncoder().encode(JSON.stringify(template)).length;
  const message = `takes ${bytes} bytes as JSON; a template has at most ${MOST_BYTES}`;
  return bytes > MOST_BYTES ? [{ path: [], message }] : [];
}

function descriptionFaults({ description }: Checked): TemplateFault[] {
  const message = description === undefined ? undefined : plainFault(description, { lines: true });
  return message === undefined ? [] : [{ path: ['description'], message }];
}

function languageFaults(languages: readonly SurveyLanguage[]): TemplateFault[] {
  return languages.flatMap((language, index) =>
    languages.indexOf(language) < index ? [{ path: ['languages', index], message: `repeats ${language}` }] : [],
  );
}

function textFaults(texts: Localized | undefined, path: PropertyKey[], languages: readonly SurveyLanguage[]) {
  if (!texts) return [];
  const [standard = 'en'] = languages;
  const undeclared = Object.keys(texts).filter((language) => !languages.includes(language as SurveyLanguage));
  return [
    ...(texts[standard] === undefined
      ? [{ path: [...path, standard], message: `is missing: ${standard} is the default language and needs every text` }]
      : []),
    ...undeclared.map((language) => ({
      path: [...path, language],
      message: `is in a language that languages does not list (${languages.join(', ')})`,
    })),
    ...Object.entries(texts).flatMap(([language, text]) => {
      const message = placeholderFault(text);
      return message === undefined ? [] : [{ path: [...path, language], message }];
    }),
  ];
}

function questionFaults(template: Checked, question: Question, index: number): TemplateFault[] {
  const at = (...rest: PropertyKey[]): PropertyKey[] => ['questions', index, ...rest];
  const { questions, languages } = template;
  const faults: TemplateFault[] = [
    ...textFaults(question.text, at('text'), languages),
    ...textFaults(question.help, at('help'), languages),
  ];
  const earlier = questions.findIndex(({ id }) => id === question.id);
  if (earlier < index) faults.push({ path: at('id'), message: `is also the id of question ${earlier + 1}` });
  if (question.showIf) faults.push(...showIfFaults(template, question.showIf, index));
  if (question.type === 'nps' || question.type === 'csat' || question.type === 'ces')
    faults.push(...endFaults(question, at(), languages));
  if (question.type === 'rating' && question.scale) faults.push(...endFaults(question.scale, at('scale'), languages));
  if ('choices' in question) {
    question.choices.forEach(({ id, text }, position) => {
      faults.push(...textFaults(text, at('choices', position, 'text'), languages));
      if (question.choices.findIndex((choice) => choice.id === id) < position)
        faults.push({ path: at('choices', position, 'id'), message: 'is used by an earlier choice' });
    });
  }
  if (question.type === 'multi_choice' && (question.maxChosen ?? 1) > question.choices.length)
    faults.push({ path: at('maxChosen'), message: `there are only ${question.choices.length} choices` });
  return faults;
}

function endFaults(
  { minLabel, maxLabel }: { minLabel?: Localized | undefined; maxLabel?: Localized | undefined },
  path: PropertyKey[],
  languages: readonly SurveyLanguage[],
): TemplateFault[] {
  return [
    ...textFaults(minLabel, [...path, 'minLabel'], languages),
    ...textFaults(maxLabel, [...path, 'maxLabel'], languages),
  ];
}

function showIfFaults({ questions, ratingScale }: Checked, { question: id, ...tests }: ShowIf, index: number) {
  const path: PropertyKey[] = ['questions', index, 'showIf'];
  const fault = (key: string | undefined, message: string): TemplateFault[] => [
    { path: key === undefined ? path : [...path, key], message },
  ];
  const given = Object.entries(tests).filter(([, value]) => value !== undefined);
  if (given.length !== 1) return fault(undefined, 'must hold exactly one of equals, anyOf, atLeast, atMost, answered');
  const position = questions.findIndex((question) => question.id === id);
  const target = questions[position];
  if (!target) return fault('question', `there is no question ${id}`);
  if (position === index) return fault('question', 'a question cannot depend on itself');
  if (position > index) return fault('question', `question ${id} comes later; it must be asked before this one`);
  const [[test, value] = ['', undefined]] = given;
  return valueFault(target, ratingScale, test, value).flatMap((message) => fault(test, message));
}

function valueFault(target: Question, ratingScale: Scale, test: string, value: unknown): string[] {
  if (test === 'answered') return [];
  const scale = scaleOf(target, ratingScale);
  if ((test === 'atLeast' || test === 'atMost') && !scale)
    return [`question ${target.id} has no scale to compare with`];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (scale) {
    const outside = values.find((one) => typeof one !== 'number' || one < scale.min || one > scale.max);
    const between = values.find((one) => !Number.isInteger(one));
    if (outside !== undefined)
      return [`${JSON.stringify(outside)} is outside the scale ${scale.min} to ${scale.max} of ${target.id}`];
    return between === undefined
      ? []
      : [`${JSON.stringify(between)} is no step of ${target.id}: they are whole numbers`];
  }
  if ('choices' in target) {
    const unknown = values.find((one) => !target.choices.some((choice) => choice.id === one));
    return unknown === undefined ? [] : [`question ${target.id} has no choice ${JSON.stringify(unknown)}`];
  }
  if (target.type === 'boolean')
    return typeof value === 'boolean' ? [] : [`question ${target.id} is answered yes or no`];
  return [`question ${target.id} is a text; use answered`];
}

function reminderFaults({ reminderDelayHours: delays, expiryDays }: Checked): TemplateFault[] {
  return delays.flatMap((hours, index) => {
    const path = ['reminderDelayHours', index];
    const before = index === 0 ? 0 : (delays[index - 1] ?? 0);
    if (hours - before < 24)
      return [{ path, message: `must be at least 24 hours after ${index === 0 ? 'the mail' : 'the one before'}` }];
    if (hours >= expiryDays * 24) return [{ path, message: `comes after the survey has expired (${expiryDays} days)` }];
    return [];
  });
}

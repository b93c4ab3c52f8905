import { fieldName, meets, type Question, type Scale, scaleOf } from '../../shared/survey-template/question.schema.ts';

/**
 * Show-if without JavaScript: style rules that hide a question until the form holds a fitting answer.
 * Browsers without `:has` show every question; the server decides in either case.
 */
export function showIfRules(questions: readonly Question[], ratingScale: Scale): string {
  const byId = new Map(questions.map((question) => [question.id, question]));
  // What a question depends on may itself be hidden: then both conditions have to hold.
  const conditions = ({ showIf }: Question): string => {
    const target = showIf && byId.get(showIf.question);
    return target ? `:has(${selector(target, showIf, ratingScale)})${conditions(target)}` : '';
  };
  const rules = questions
    .filter(({ showIf }) => showIf)
    .map((question) => `#${question.id}{display:none}form${conditions(question)} #${question.id}{display:block}`);
  return rules.length > 0 ? `@supports selector(:has(*)){${rules.join('')}}` : '';
}

function selector(target: Question, showIf: NonNullable<Question['showIf']>, ratingScale: Scale): string {
  const field = `[name=${fieldName(target.id)}]`;
  if (target.type === 'text' || target.type === 'long_text') return `${field}:not(:placeholder-shown)`;
  const fitting = choicesOf(target, ratingScale).filter(([, answer]) => meets(showIf, answer));
  return `${field}:is(${fitting.map(([value]) => `[value="${value}"]`).join()}):checked`;
}

/** Form values of a question with the answers they stand for. */
function choicesOf(question: Question, ratingScale: Scale): [string, number | string | boolean][] {
  const scale = scaleOf(question, ratingScale);
  if (scale) return stepsOf(scale).map((step) => [String(step), step]);
  if ('choices' in question) return question.choices.map(({ id }) => [id, id]);
  return [
    ['yes', true],
    ['no', false],
  ];
}

export const stepsOf = ({ min, max }: Pick<Scale, 'min' | 'max'>): number[] =>
  Array.from({ length: max - min + 1 }, (_, index) => min + index);

/** Columns of the scales on a page: side by side, and in two rows on a phone when there are more than seven. */
export function scaleRules(questions: readonly Question[], ratingScale: Scale): string {
  const sizes = questions.map((question) => {
    const scale = scaleOf(question, ratingScale);
    return scale ? stepsOf(scale).length : question.type === 'boolean' ? 2 : 0;
  });
  return [...new Set(sizes)]
    .filter((size) => size > 0)
    .map((size) => {
      const columns = (count: number) => `.n${size}{grid-template-columns:repeat(${count},1fr)}`;
      return size <= 7 ? columns(size) : `${columns(size)}@media(max-width:33.99rem){${twoRows(size, columns)}}`;
    })
    .join('');
}

/** In two rows the scale begins top left and ends bottom right: what its ends mean stands above and below, at just these. */
function twoRows(size: number, columns: (count: number) => string): string {
  const count = Math.ceil(size / 2);
  const empty = 2 * count - size;
  return (
    `${columns(count)}.w${size}{display:grid;gap:.375rem}.w${size} .ends{display:contents}` +
    `.ends :first-child{order:-1}.w${size} .ends :last-child{padding-inline-end:${Math.floor((empty / count) * 100)}%}`
  );
}

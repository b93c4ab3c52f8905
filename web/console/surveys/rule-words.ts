/** The rule that decided, as the API writes it down, taken apart for a sentence in the reader's language. */
export type Rule =
  | { kind: 'quietShared' | 'quietOwn' | 'capShared' | 'capOwn' | 'sample'; value: number }
  | { kind: 'noTemplate'; event: string }
  | { kind: 'condition'; field: string; test: Test; value: string }
  | { kind: 'waived' | Sentence }
  | { kind: 'asWritten'; text: string };

const tests = ['is', 'not', 'anyOf', 'noneOf', 'atLeast', 'atMost'] as const;
export type Test = (typeof tests)[number];

/** Rules that are written as a sentence of their own. */
const sentences = {
  'this occasion was decided before': 'decidedBefore',
  'the ticket was reopened': 'reopened',
  'an e-mail address is needed': 'addressNeeded',
  'doNotContact=true': 'doNotContact',
  'the person unsubscribed': 'unsubscribed',
  'the person asked for a pause': 'askedForPause',
  'the person reported a survey as spam': 'reported',
  'mail to this address came back': 'cameBack',
  'consentRequired=true': 'consentNeeded',
  'consent=false': 'consentRefused',
  'the mail service refused the mail for good': 'mailRefused',
  'the template was switched off or deleted': 'templateOff',
  'this one could not be decided; send it again': 'sendAgain',
} as const;
type Sentence = (typeof sentences)[keyof typeof sentences];

const settings = {
  quietPeriodDays: 'quietShared',
  'template.quietPeriodDays': 'quietOwn',
  dailyCap: 'capShared',
  'template.dailyCap': 'capOwn',
  samplePercent: 'sample',
} as const;

/** What is not known here is said as it was written, and never left out. */
export function ruleOf(text: string): Rule {
  const [, name, value] = /^([\w.]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name !== undefined && name in settings)
    return { kind: settings[name as keyof typeof settings], value: Number(value) };
  if (text in sentences) return { kind: sentences[text as keyof typeof sentences] };
  if (text.endsWith(' waived for a follow-up')) return { kind: 'waived' };
  const [, event] = /^no active template waits for (\S+)$/.exec(text) ?? [];
  if (event !== undefined) return { kind: 'noTemplate', event };
  return conditionOf(text) ?? { kind: 'asWritten', text };
}

function conditionOf(text: string): Rule | undefined {
  if (!text.startsWith('{')) return undefined;
  let condition: Record<string, unknown>;
  try {
    condition = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Cut off at some length: said as it is.
    return undefined;
  }
  const test = tests.find((one) => condition[one] !== undefined);
  if (test === undefined || typeof condition['field'] !== 'string') return undefined;
  const value = condition[test];
  return { kind: 'condition', field: condition['field'], test, value: [value].flat().map(String).join(', ') };
}

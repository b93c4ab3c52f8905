import type { CloseFollowUp } from '../../../shared/follow-up/follow-up.requests.schema.ts';

/** The form of closing, as it is filled in. */
export type Closing = {
  status: 'resolved' | 'no_action';
  rootCause: string;
  rootCauseNote: string;
  action: string;
  actionNote: string;
  reason: string;
  note: string;
  informed: '' | 'yes' | 'no';
};
export const emptyClosing: Closing = {
  status: 'resolved',
  rootCause: '',
  rootCauseNote: '',
  action: '',
  actionNote: '',
  reason: '',
  note: '',
  informed: '',
};

type Lacking = 'choose' | 'say';
const isBlank = (text: string): boolean => text.trim() === '';

/** What is still to be filled in, by the field as the API names it: a choice, or words where the choice alone says too little. */
export function lackingOf(form: Closing): Readonly<Record<string, Lacking>> {
  const rules: [string, boolean, Lacking][] =
    form.status === 'resolved'
      ? [
          ['rootCause', form.rootCause === '', 'choose'],
          ['rootCause/note', form.rootCause === 'other' && isBlank(form.rootCauseNote), 'say'],
          ['action', form.action === '', 'choose'],
          ['action/note', form.action === 'other' && isBlank(form.actionNote), 'say'],
          ['customerInformed', form.informed === '', 'choose'],
        ]
      : [
          ['reason', form.reason === '', 'choose'],
          ['note', form.reason === 'other' && isBlank(form.note), 'say'],
        ];
  return Object.fromEntries(rules.flatMap(([field, lacks, what]) => (lacks ? [[field, what]] : [])));
}

const coded = (code: string, note: string) => ({ code, ...(isBlank(note) ? {} : { note: note.trim() }) });

/** The form as the API takes it: only what belongs to how it is closed. */
export function closeOf(form: Closing): CloseFollowUp {
  const note = isBlank(form.note) ? {} : { note: form.note.trim() };
  if (form.status === 'no_action') {
    return { status: 'no_action', reason: form.reason as NonNullable<CloseFollowUp['reason']>, ...note };
  }
  return {
    status: 'resolved',
    rootCause: coded(form.rootCause, form.rootCauseNote),
    action: coded(form.action, form.actionNote),
    customerInformed: form.informed === 'yes',
    ...note,
  };
}

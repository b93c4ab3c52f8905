import { useState } from 'react';
import { surveyTemplateRoutes } from '../../../shared/survey-template/survey-template.routes.ts';
import type { SurveyTemplate } from '../../../shared/survey-template/survey-template.schema.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { type Fields, merge } from '../api/merge.ts';
import { useChange } from '../api/use.ts';
import { toast } from '../kit/toast.tsx';
import { bodyOf, type Faults, faultsOf, type Form, formOf } from './template-form.ts';
import { fieldsOf, formFrom } from './template-merge.ts';
import { templateTexts } from './texts/template/texts.ts';

const templates = api(surveyTemplateRoutes);

/** What is being written, what it began from, and which version that was. */
export type Begun = { form: Form; base: Form; version: number | undefined };
/** What both have changed, part by part, and what is stored by now. */
type Clash = { base: Fields; mine: Fields; theirs: Fields; stored: Form; version: number };
type Props = {
  templateId: string | undefined;
  onSaved: (template: SurveyTemplate) => void;
  onMerged: (begun: Begun) => void;
};

/** Saves a template as its next version. What somebody else has changed meanwhile is merged, or chosen part by part. */
export function useSaving({ templateId, onSaved, onMerged }: Props) {
  const e = templateTexts();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [tries, setTries] = useState(0);
  const [faults, setFaults] = useState<Faults>(new Map());
  const [clash, setClash] = useState<Clash>();
  const [unread, setUnread] = useState<unknown>();
  const create = useChange(templates.create, 'survey');
  const replace = useChange(templates.put, 'survey');

  const saved = (template: SurveyTemplate): void => {
    setFaults(new Map());
    setTries(0);
    onSaved(template);
    toast(template.active ? e.published(template.version) : e.savedDraft(template.version));
  };
  const save = (begun: Begun): void => {
    setUnread(undefined);
    const refused = (error: unknown): void => {
      setTries((now) => now + 1);
      if (!(error instanceof ApiError)) return;
      setFaults(error.status === 400 ? faultsOf(error.problem.errors) : new Map());
      // What is sent next is another template, which the key of this one would refuse.
      if (error.status >= 400 && error.status < 500) setKey(crypto.randomUUID());
      if (error.status === 412) meet(begun).catch(setUnread);
    };
    const body = bodyOf(begun.form);
    if (templateId === undefined || begun.version === undefined)
      create.mutate({ body, idempotencyKey: key }, { onSuccess: saved, onError: refused });
    else
      replace.mutate({ params: { templateId }, body, ifMatch: begun.version }, { onSuccess: saved, onError: refused });
  };
  const meet = async ({ form, base }: Begun): Promise<void> => {
    if (templateId === undefined) return;
    const now = await templates.get({ params: { templateId } });
    const stored = formOf(now);
    const parts = { base: fieldsOf(base), mine: fieldsOf(form), theirs: fieldsOf(stored) };
    const { merged, clash: both } = merge(parts.base, parts.mine, parts.theirs);
    if (both.length > 0) return setClash({ ...parts, stored, version: now.version });
    saveNext({ form: formFrom(merged), base: stored, version: now.version });
  };
  const saveNext = (next: Begun): void => {
    onMerged(next);
    save(next);
  };
  /** Every part as it was merged or chosen. */
  const choose = (fields: Fields): void => {
    if (!clash) return;
    setClash(undefined);
    saveNext({ form: formFrom(fields), base: clash.stored, version: clash.version });
  };
  const failure = create.error ?? replace.error;
  return {
    save,
    choose,
    clash,
    forgetClash: () => setClash(undefined),
    tries,
    faults,
    /** Something was typed: what was found wrong may be right by now, and is looked at again. */
    forgetFaults: () => setFaults(new Map()),
    error: unread ?? (isTold(failure) ? undefined : failure),
    isPending: create.isPending || replace.isPending,
  };
}

/** Faults that have a place are told there; that somebody was faster is met by a merge, or by a choice. */
const isTold = (failure: unknown): boolean =>
  failure instanceof ApiError &&
  (failure.status === 412 || (failure.status === 400 && faultsOf(failure.problem.errors).size > 0));

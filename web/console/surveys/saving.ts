import { useState } from 'react';
import { surveyTemplateRoutes } from '../../../shared/survey-template/survey-template.routes.ts';
import type { SurveyTemplate } from '../../../shared/survey-template/survey-template.schema.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { merge } from '../api/merge.ts';
import { useChange } from '../api/use.ts';
import { toast } from '../kit/toast.tsx';
import { bodyOf, type Faults, faultsOf, type Form, formOf } from './template-form.ts';
import { fieldsOf, formFrom } from './template-merge.ts';
import { templateTexts } from './texts/template/texts.ts';

const templates = api(surveyTemplateRoutes);

/** What is being written, what it began from, and which version that was. */
export type Begun = { form: Form; base: Form; version: number | undefined };
type Clash = { base: Form; mine: Form; theirs: Form; version: number };
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
  const create = useChange(templates.create, 'survey');
  const replace = useChange(templates.put, 'survey');

  const saved = (template: SurveyTemplate): void => {
    setFaults(new Map());
    setTries(0);
    onSaved(template);
    toast(template.active ? e.published(template.version) : e.savedDraft(template.version));
  };
  const save = (begun: Begun): void => {
    const refused = (error: unknown): void => {
      setTries((now) => now + 1);
      if (!(error instanceof ApiError)) return;
      setFaults(error.status === 400 ? faultsOf(error.problem.errors) : new Map());
      // What is sent next is another template, which the key of this one would refuse.
      if (error.status >= 400 && error.status < 500) setKey(crypto.randomUUID());
      if (error.status === 412) void meet(begun);
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
    const theirs = formOf(now);
    const { merged, clash: both } = merge(fieldsOf(base), fieldsOf(form), fieldsOf(theirs));
    if (both.length > 0) return setClash({ base, mine: form, theirs, version: now.version });
    const next = { form: formFrom(merged), base: theirs, version: now.version };
    onMerged(next);
    save(next);
  };
  /** Takes each part from whom it was chosen: the words of the choice say from whom. */
  const choose = (
    chosen: Readonly<Record<string, string>>,
    words: (fields: Record<string, string>) => object,
  ): void => {
    if (!clash) return;
    const [base, mine, theirs] = [fieldsOf(clash.base), fieldsOf(clash.mine), fieldsOf(clash.theirs)];
    const { merged, clash: both } = merge(base, mine, theirs);
    const own = words({ ...mine }) as Record<string, string | undefined>;
    const picked = both.map((name) => [name, chosen[name] === (own[name] ?? '') ? mine[name] : theirs[name]]);
    const form = formFrom({ ...merged, ...(Object.fromEntries(picked) as Record<string, string | undefined>) });
    const next = { form, base: clash.theirs, version: clash.version };
    setClash(undefined);
    onMerged(next);
    save(next);
  };
  const failure = create.error ?? replace.error;
  const known = failure instanceof ApiError && (failure.status === 400 || failure.status === 412);
  return {
    save,
    choose,
    clash,
    forgetClash: () => setClash(undefined),
    tries,
    faults,
    /** Something was typed: what was found wrong may be right by now, and is looked at again. */
    forgetFaults: () => setFaults(new Map()),
    error: known ? undefined : failure,
    isPending: create.isPending || replace.isPending,
  };
}

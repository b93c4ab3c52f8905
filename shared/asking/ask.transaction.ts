import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import { type AskInput, type AskRules, type NewSurvey, seedOf } from './ask.types.ts';
import { decisionPuts, type WrittenDecision } from '../survey/decision.store.ts';
import { capKey, type AskState, historyPut, historyUnchanged, namesOf, triggerRowKey } from '../survey/person.store.ts';

const TRIGGER_DAYS = 90;
const REMEMBERED = 40;

/** Everything that a yes writes with its survey, for one transaction: whatever changed since it was decided fails a condition. */
export function acceptance(
  ctx: Context,
  survey: NewSurvey,
  decision: WrittenDecision,
  state: AskState,
  rules: AskRules,
  input: AskInput,
): TransactItem[] {
  const TableName = tableName();
  const names: readonly string[] = namesOf(survey.customerId, survey.contact?.email);
  const asking = { surveyId: survey.surveyId, templateId: survey.templateId, at: survey.scheduledAt };
  const writes: TransactItem[] = [
    ...decisionPuts(ctx.companyId, names, decision),
    // Each history of the names that are said, with this survey added; nobody may have asked them under another meanwhile.
    ...state.histories.map((history) =>
      names.includes(history.name)
        ? historyPut(ctx, { ...history, asked: [...history.asked, asking].slice(-REMEMBERED) })
        : historyUnchanged(ctx, history),
    ),
  ];
  // Counted only where there is a cap: one row that every asking of a day changes is a queue.
  if (rules.surveys.dailyCap !== undefined) writes.push(capAdd(ctx, survey.capDay, undefined, rules.surveys.dailyCap));
  if (input.template.dailyCap !== undefined)
    writes.push(capAdd(ctx, survey.capDay, survey.templateId, input.template.dailyCap));
  if (survey.triggerKey !== undefined) {
    const seconds = Math.floor(ctx.now.getTime() / 1_000);
    writes.push({
      Put: {
        TableName,
        Item: {
          ...triggerRowKey(ctx.companyId, survey.triggerKey),
          decision,
          seed: seedOf(ctx, input),
          expiresAt: seconds + TRIGGER_DAYS * 86_400,
        },
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': seconds },
      },
    });
  }
  return writes;
}

/** One more survey on a day, unless its cap is reached. */
function capAdd(ctx: Context, day: string, templateId: string | undefined, cap: number): TransactItem {
  return {
    Update: {
      TableName: tableName(),
      Key: capKey(ctx.companyId, day, templateId),
      UpdateExpression: 'SET expiresAt = :expires ADD n :one',
      ConditionExpression: 'attribute_not_exists(n) OR n < :cap',
      ExpressionAttributeValues: {
        ':one': 1,
        ':expires': Math.floor(Date.parse(`${day}T00:00:00Z`) / 1_000) + 90 * 86_400,
        ':cap': cap,
      },
    },
  };
}

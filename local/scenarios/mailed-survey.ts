import { join } from 'node:path';
import { trigger as dispatcher } from '../../events/schedules/dispatch-due/trigger.ts';
import { defaults } from '../../infra/config.ts';
import { functionNameOf } from '../../infra/names.ts';
import { client } from '../../shared/http/client.ts';
import { csatTemplate } from '../../shared/survey-template/ready-made/csat.ts';
import { surveyRoutes } from '../../shared/survey/survey.routes.ts';
import { surveyTemplateRoutes } from '../../shared/survey-template/survey-template.routes.ts';
import { callCloud } from '../cloud.ts';
import { rememberedPorts } from '../ports.ts';
import { accessTo, type Launched } from './launched.ts';
import { eventually } from './running.ts';
import type { Access } from './send.ts';

/** Due surveys are mailed every minute, whatever became of the run that is asked for here. */
const MAIL_MS = 150_000;
const email = 'nadia@example.com';

export type MailedSurvey = { surveyId: string; answerUrl: string };

type Inbox = { emails: { destination: { to: string[] }; body: { text?: string } }[] };

/** Has a company ask one person how satisfied they are, and takes the link out of the mail. */
export async function mailSurvey(launched: Launched, company: string): Promise<MailedSurvey> {
  const access = await accessTo(launched, company);
  await client(surveyTemplateRoutes, access).create({
    body: { ...csatTemplate, sendDelayHours: 0, brand: { name: 'Acme Motors' } },
  });
  const { decisions } = await client(surveyRoutes, access).recordEvent({
    body: { type: 'ticket.resolved', subject: { ticketId: 'T-1' }, contact: { name: 'Nadia', email } },
  });
  const { surveyId } = decisions[0] ?? {};
  if (surveyId === undefined) throw new Error(`no survey is sent: ${JSON.stringify(decisions)}`);
  await dispatchDue(launched.folder);
  const answerUrl = await eventually(async () => {
    const { emails } = (await (await fetch(`${launched.endpoints.inbox}/store`)).json()) as Inbox;
    const mail = emails.find(({ destination }) => destination.to.includes(email));
    const [url] = mail?.body.text?.match(/https?:\/\/\S+/) ?? [];
    if (url === undefined) throw new Error('no mail with a link has come');
    return url;
  }, MAIL_MS);
  return { surveyId, answerUrl };
}

/** Sends what is due now; that the schedule does it, the scenario of surveys shows. */
async function dispatchDue(folder: string): Promise<void> {
  const { cloud } = rememberedPorts(join(folder, 'ports.json'));
  const path = `/2015-03-31/functions/${defaults.name}-${functionNameOf(dispatcher)}/invocations`;
  const running = { url: `http://127.0.0.1:${cloud}`, folder, signal: AbortSignal.timeout(MAIL_MS) };
  const reply = await callCloud(running, 'lambda', path, { method: 'POST', body: '{}' });
  if (!reply.ok || reply.headers.has('x-amz-function-error')) {
    throw new Error(`the dispatcher answers ${reply.status}: ${await reply.text()}`);
  }
}

/** Opens the link of a mail and answers as a browser without scripts does; returns what became of the survey. */
export async function answerSurvey(access: Access, { surveyId, answerUrl }: MailedSurvey, score: number) {
  // The ports of a start may be others than those of the start before, when the file that remembers them is lost.
  const url = `${access.url}${new URL(answerUrl).pathname}`;
  const page = await (await fetch(url)).text();
  const nonce = /name="nonce" value="([\w-]+)"/.exec(page)?.[1];
  if (nonce === undefined) throw new Error('the link leads to no survey');
  await fetch(url, { method: 'POST', body: new URLSearchParams({ nonce, q_satisfaction: String(score) }) });
  return client(surveyRoutes, access).get({ params: { surveyId } });
}

import type { InvitationMailView } from '../../shared/activity/invite.ts';
import type { Mail } from '../../shared/mail/mail.schema.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { formatDates, formatTimes, say } from '../survey/texts/texts.ts';
import { Heading, mailDocument, Small, Text } from './kit.tsx';
import { invitationTexts } from './invitation-texts.ts';

const DAY_MS = 86_400_000;

/** When it is, in words: days as days, times on the clocks of its zone, which is named. */
function whenOf({ language, allDay, days, from, to, timeZone }: InvitationMailView): string {
  if (!allDay) return `${formatTimes(language, from, to, timeZone)} (${timeZone})`;
  const last = new Date(Date.parse(days.behind) - DAY_MS);
  return formatDates(language, new Date(days.first), last, 'UTC');
}

/** The mail with which an activity goes to a person, or is called off; what somebody wrote keeps its own direction. */
export function invitationMail(view: InvitationMailView): Mail {
  const { language, company, method, location } = view;
  const texts = invitationTexts[language];
  const words = texts[method];
  const subject = say(words.subject, { what: view.subject });
  const [text, why] = [say(words.text, { company }), say(words.why, { company })];
  const when = whenOf(view);
  const footer = `${why} ${texts.noAnswer}`;
  const html = mailDocument({
    frame: { language, company, brand: standardBrand },
    subject,
    preview: `${text} ${when}`,
    children: (
      <>
        <Heading>
          <bdi>{view.subject}</bdi>
        </Heading>
        <Text>{text}</Text>
        <Text>
          {texts.when}: {when}
        </Text>
        {location !== undefined && (
          <Text>
            {texts.where}: <bdi>{location}</bdi>
          </Text>
        )}
        <Small>{words.file}</Small>
      </>
    ),
    footer,
  });
  const lines = [
    view.subject,
    text,
    `${texts.when}: ${when}`,
    ...(location === undefined ? [] : [`${texts.where}: ${location}`]),
    words.file,
    '--',
    footer,
  ];
  return { subject, html, text: lines.join('\n\n') };
}

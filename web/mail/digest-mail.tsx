import type { DigestView } from '../../shared/alert/digest.mail.ts';
import type { Mail } from '../../shared/mail/mail.schema.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { formatTime, say } from '../survey/texts/texts.ts';
import { severityColors } from './alert-mail.tsx';
import { alertTexts } from './alert-texts.ts';
import { Badge, Button, FooterLink, Heading, Item, mailDocument, Small, Text } from './kit.tsx';
import { systemTexts } from './system-texts.ts';
import { titleOf } from './system-words.ts';

/** The mail that tells somebody of several alerts at once. Its links open the console: following one changes nothing. */
export function digestMail(view: DigestView): Mail {
  const { company, alerts, more, listUrl, timeZone } = view;
  const language = chooseLanguage(view.language, surveyLanguages, 'en');
  const texts = alertTexts[language];
  const count = alerts.length + more;
  const subject = say(texts.digestSubject, { company, count });
  const items = alerts.map(({ alert, alertUrl, muteUrl }) => {
    const since = say(texts.since, { time: formatTime(language, new Date(alert.openedAt), timeZone) });
    const taken = alert.status === 'acknowledged' ? texts.acknowledged : undefined;
    const { count: times, mute } = alert.subject.system ? systemTexts[language] : { ...texts, count: texts.records };
    const facts = [say(times, { count: alert.count }), since, taken].filter(Boolean).join(' · ');
    return { title: titleOf(language, alert), alertUrl, muteUrl, mute, facts, level: alert.severity };
  });
  const rest = more > 0 && say(texts.digestMore, { count: more });
  const reason = say(texts.digestWhy, { company });
  const html = mailDocument({
    frame: { language, company, brand: standardBrand },
    subject,
    preview: items.map(({ level, title }) => `${texts[level]}: ${title}`).join(' · '),
    children: (
      <>
        <Heading>{say(texts.digestTitle, { count })}</Heading>
        {items.map(({ title, alertUrl, muteUrl, mute, facts, level }) => (
          <Item key={alertUrl}>
            <Badge color={severityColors[level]}>{texts[level]}</Badge>
            <Text strong>
              <a href={alertUrl} style="color:inherit">
                <bdi>{title}</bdi>
              </a>
            </Text>
            <Small>
              {facts}
              <br />
              <FooterLink href={muteUrl}>{mute}</FooterLink>
            </Small>
          </Item>
        ))}
        {rest && <Text>{rest}</Text>}
        <Button href={listUrl} accent={standardBrand.accent}>
          {texts.openAlerts}
        </Button>
      </>
    ),
    footer: reason,
  });
  const text = [
    say(texts.digestTitle, { count }),
    ...items.map(({ level, title, facts, alertUrl, muteUrl, mute }) =>
      [`${texts[level]}: ${title}`, facts, alertUrl, `${mute}: ${muteUrl}`].join('\n'),
    ),
    rest,
    `${texts.openAlerts}: ${listUrl}`,
    '--',
    reason,
  ];
  return { subject, html, text: text.filter(Boolean).join('\n\n') };
}

import type { DigestView } from '../../shared/alert/digest.mail.ts';
import type { Mail } from '../../shared/mail/mail.schema.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { formatTime, say } from '../survey/texts/texts.ts';
import { severityColors } from './alert-mail.tsx';
import { alertTexts } from './alert-texts.ts';
import { Badge, Button, FooterLink, Heading, Item, mailDocument, Small, Text } from './kit.tsx';

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
    const facts = [say(texts.records, { count: alert.count }), since, taken].filter(Boolean).join(' · ');
    return { alert, alertUrl, muteUrl, facts, severity: texts[alert.severity] };
  });
  const rest = more > 0 && say(texts.digestMore, { count: more });
  const reason = say(texts.digestWhy, { company });
  const html = mailDocument({
    frame: { language, company, brand: standardBrand },
    subject,
    preview: items.map(({ severity, alert }) => `${severity}: ${alert.ruleName}`).join(' · '),
    children: (
      <>
        <Heading>{say(texts.digestTitle, { count })}</Heading>
        {items.map(({ alert, alertUrl, muteUrl, facts, severity }) => (
          <Item key={alertUrl}>
            <Badge color={severityColors[alert.severity]}>{severity}</Badge>
            <Text strong>
              <a href={alertUrl} style="color:inherit">
                <bdi>{alert.ruleName}</bdi>
              </a>
            </Text>
            <Small>
              {facts}
              <br />
              <FooterLink href={muteUrl}>{texts.mute}</FooterLink>
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
    ...items.map(({ severity, alert, facts, alertUrl, muteUrl }) =>
      [`${severity}: ${alert.ruleName}`, facts, alertUrl, `${texts.mute}: ${muteUrl}`].join('\n'),
    ),
    rest,
    `${texts.openAlerts}: ${listUrl}`,
    '--',
    reason,
  ];
  return { subject, html, text: text.filter(Boolean).join('\n\n') };
}

import { describe, expect, test } from 'vitest';
import type { AlertMailView } from '../../shared/alert/notice.ts';
import { type SystemKind, systemKinds } from '../../shared/alert/system.schema.ts';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { alertMail } from './alert-mail.tsx';

const view = (overrides: Partial<AlertMailView> = {}, alert: Partial<AlertMailView['alert']> = {}): AlertMailView => ({
  language: 'en',
  company: 'acme',
  step: 'opened',
  alertUrl: 'https://f.example/alerts/al_1',
  feedbackUrl: 'https://f.example/feedback/fb_1',
  muteUrl: 'https://f.example/n/t1',
  excerpt: 'Nobody answers.\nWe <b>cancel</b> & leave.',
  timeZone: 'Europe/Berlin',
  alert: {
    ruleId: 'ar_1',
    ruleName: 'Critical message',
    severity: 'critical',
    status: 'open',
    key: 'all',
    count: 1,
    openedAt: '2026-11-30T13:00:00.000Z',
    subject: { feedbackIds: [] },
    ...alert,
  },
  ...overrides,
});

describe('a mail about an alert', () => {
  test('says severity, rule, why, what was said and when, and opens the console', () => {
    const { subject, text } = alertMail(view());
    expect(subject).toBe('Critical: Critical message');
    expect(text.split('\n\n')).toEqual([
      'Critical: Critical message',
      'New feedback matches the rule “Critical message”.',
      '> Nobody answers.\n> We <b>cancel</b> & leave.',
      'Open the alert: https://f.example/alerts/al_1',
      'Read the feedback: https://f.example/feedback/fb_1',
      'Open since November 30, 2026 at 2:00 PM',
      '--',
      'You get this mail because an alert rule of acme names you or your role.',
      'Mute this rule for me: https://f.example/n/t1',
    ]);
  });

  test('shows what people wrote as text, never as markup', () => {
    const { html } = alertMail(view({}, { ruleName: '<img src=x onerror=alert(1)>' }));
    expect(html).toContain('We &lt;b>cancel&lt;/b> &amp; leave.');
    expect(html).not.toMatch(/<img|<b>/);
  });

  test('links to the console and to the page that mutes its rule, and loads nothing', () => {
    const { html } = alertMail(view());
    const links = [...html.matchAll(/(?:href|src|url)[=(]"?([^"\s>)]+)/g)].map(([, link]) => link);
    expect(links).toEqual([
      'https://f.example/alerts/al_1',
      'https://f.example/feedback/fb_1',
      'https://f.example/n/t1',
    ]);
  });

  test('of a storm, of a rise and of an early finding says so', () => {
    const storm = alertMail(view({}, { subject: { feedbackIds: [], keys: [] } }));
    expect(storm.text).toContain('is set off very often at the moment');
    expect(alertMail(view({ step: 'raised-critical' }, { count: 7 })).text).toContain('Feedback so far: 7.');
    expect(alertMail(view({}, { early: true })).text).toContain('the analysis is still to come');
  });

  test('of one that is closed says by whom or by itself, and names no severity', () => {
    const closed = (status: 'resolved' | 'auto_resolved') => alertMail(view({ step: 'resolved' }, { status }));
    expect(closed('resolved').subject).toBe('Resolved: Critical message');
    expect(closed('resolved').text).toContain('Somebody has resolved this alert.');
    expect(closed('auto_resolved').text).toContain('What this alert told of is over.');
    expect(closed('resolved').html).not.toContain('>Critical<');
  });

  test('to an outside address has the link that stops all mails of the company in place of the one of the rule', () => {
    const { muteUrl: _, excerpt: _said, feedbackUrl: _url, ...inside } = view();
    for (const language of surveyLanguages) {
      const { html, text } = alertMail({ ...inside, language, stopUrl: 'https://f.example/c/t2' });
      expect(html).toContain('https://f.example/c/t2');
      expect(`${html} ${text}`).not.toMatch(/\{\w+\}|undefined|\/n\//);
    }
    const { text } = alertMail({ ...inside, stopUrl: 'https://f.example/c/t2' });
    expect(text).toContain('names this address, which has agreed to it');
    expect(text).toContain('Stop all mails of acme: https://f.example/c/t2');
  });

  test('about a number says it, of what, and what is usual, in the words of the language', () => {
    const metric = {
      metric: 'csat_avg',
      value: 2.204,
      n: 1_205,
      baseline: { value: 4.06, n: 500 },
      limits: {},
      window: '2026-11-29',
      formula: 'control',
      formulaVersion: 1,
      sentence: 'CSAT 2.2',
    } satisfies NonNullable<AlertMailView['alert']['subject']['metric']>;
    const subject = { feedbackIds: [], metric };
    const { text } = alertMail(view({}, { ruleName: 'CSAT falls', subject }));
    expect(text).toContain(
      'The number that the rule “CSAT falls” watches is 2.2, from 1,205 answers or records. Usually it is 4.06.',
    );
    const german = alertMail(
      view({ language: 'de', step: 'raised-critical' }, { ruleName: 'R', key: 'Team Ä', subject }),
    ).text;
    expect(german).toContain(
      'Dieser Alarm ist jetzt schwerwiegender. Die Zahl, die die Regel „R“ für Team Ä beobachtet',
    );
    expect(german).toContain('ist 2,2, aus 1.205 Antworten oder Einträgen. Üblich ist 4,06.');
  });

  test('about the product itself says what it has noticed in the words of the language, and to whom such mails go', () => {
    const facts = { endpointId: 'wh_1', host: 'hooks.example', since: '2026-11-30T11:30:00.000Z', state: 'failing' };
    const alert = {
      ruleId: 'system-webhook_failing',
      ruleName: 'as it is stored',
      severity: 'warning' as const,
      subject: { feedbackIds: [], system: { kind: 'webhook_failing' as const, facts } },
    };
    const { subject, text } = alertMail(view({ language: 'de', excerpt: '' }, alert));
    expect(subject).toBe('Warnung: Ein Webhook bekommt seine Ereignisse nicht');
    expect(text).toContain('Keine Anfrage an hooks.example war seit 30. November 2026 um 12:30 erfolgreich.');
    expect(text).toContain('weil Sie bei acme Administrator oder Manager sind');
    const worse = alertMail(view({ step: 'raised-critical' }, { ...alert, severity: 'critical' })).text;
    expect(worse).toContain('This alert is more severe now. Nothing is sent to hooks.example any more');
  });

  test('about anything that the product notices is whole in every language', () => {
    const facts = {
      host: 'h',
      since: 's',
      userId: 'u',
      members: 'm',
      unresolved: 1,
      percent: 80,
      month: '2026-11',
      nights: 7,
      reportId: 'rp',
      reason: 'r',
      times: 8,
    };
    for (const kind of Object.keys(systemKinds) as SystemKind[])
      for (const language of surveyLanguages)
        for (const severity of ['warning', 'critical'] as const) {
          const system = { kind, facts };
          const alert = { ruleId: `system-${kind}`, severity, subject: { feedbackIds: [], system } };
          const { subject, html, text } = alertMail(view({ language }, alert));
          expect(`${subject} ${html} ${text}`).not.toMatch(/\{\w+\}|undefined|Critical message/);
        }
  });

  test('about a report says that it came because the report is theirs', () => {
    const system = { kind: 'report_quiet' as const, facts: { reportId: 'rp', times: 8, reason: 'unchanged' } };
    const alert = {
      ruleId: 'system-report_quiet' as const,
      severity: 'info' as const,
      subject: { feedbackIds: [], system },
    };
    const { html, text } = alertMail(view({}, alert));
    for (const part of [html, text]) {
      expect(part).toContain('due 8 times in a row and was not sent');
      expect(part).toContain('because the report is yours');
    }
  });

  test('is whole in every language, and English where there is no other', () => {
    for (const language of surveyLanguages)
      for (const step of ['opened', 'raised-critical', 'escalation-1', 'resolved']) {
        const { subject, html, text } = alertMail(view({ language, step }));
        expect(`${subject} ${html} ${text}`).not.toMatch(/\{\w+\}|undefined/);
        expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
      }
    expect(alertMail(view({ language: 'fi' })).subject).toBe('Critical: Critical message');
    expect(alertMail(view({ language: 'de-AT' })).subject).toBe('Kritisch: Critical message');
  });
});

import type { Words } from './en.ts';

export const de: Words = {
  about: 'Wie Sie von Alarmen erfahren. Das betrifft nur Sie.',
  mail: 'Mail',
  digest: 'Meldungen kommen',
  digests: {
    at_once: 'einzeln, sofort',
    hourly: 'gesammelt, jede Stunde',
    daily: 'gesammelt, einmal am Tag',
  },
  dailyAt: 'Die tägliche Mail kommt um',
  quiet: 'Ruhezeit: keine Mail',
  noQuiet: 'keine',
  from: 'Von',
  to: 'Bis',
  critical: 'Kritische Meldungen kommen auch in der Ruhezeit',
  language: 'Sprache der Meldungen',
  asMine: 'wie Ihre eigene',
  muted: 'Stumm: davon erfahren Sie nichts, auch nichts Kritisches',
  system: {
    webhook_failing: 'Ein Webhook bekommt seine Ereignisse nicht',
    address_bounced: 'Mail an jemanden im Team kommt zurück',
    nobody_present: 'Niemand ist da, um nachzufassen',
    loop_mails_stuck: 'Mails zu einem Vorhaben hängen fest',
    report_failed: 'Ein Bericht wird nicht gesendet',
    report_quiet: 'Ein Bericht hatte länger nichts zu sagen',
    report_bounced: 'Mail eines Berichts kommt zurück',
    analysis_budget: 'Das Budget der Textanalyse ist fast verbraucht',
    prediction_off: 'Die Vorhersage der Zufriedenheit wurde abgeschaltet',
  },
};

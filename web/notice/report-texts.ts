import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

type Texts = Record<
  'title' | 'text' | 'stop' | 'stoppedTitle' | 'stoppedText' | 'undo' | 'againTitle' | 'againText',
  string
>;

/** What the page says on which somebody stops the mails of a report. */
export const reportTexts: Record<SurveyLanguage, Texts> = {
  en: {
    title: 'No more mails of this report?',
    text: 'You will no longer get the report “{report}”. Others get it as before.',
    stop: 'Stop these mails',
    stoppedTitle: 'You get this report no more',
    stoppedText: 'The report “{report}” is not sent to you any more.',
    undo: 'That was a mistake: keep sending',
    againTitle: 'You get this report again',
    againText: 'The report “{report}” is sent to you as before.',
  },
  de: {
    title: 'Diesen Bericht nicht mehr erhalten?',
    text: 'Sie erhalten dann den Bericht „{report}“ nicht mehr. Andere erhalten ihn wie bisher.',
    stop: 'Diese Mails abbestellen',
    stoppedTitle: 'Sie erhalten diesen Bericht nicht mehr',
    stoppedText: 'Der Bericht „{report}“ wird Ihnen nicht mehr gesendet.',
    undo: 'Das war ein Versehen: weiter senden',
    againTitle: 'Sie erhalten diesen Bericht wieder',
    againText: 'Der Bericht „{report}“ wird Ihnen wie bisher gesendet.',
  },
  es: {
    title: '¿No recibir más este informe?',
    text: 'Ya no recibirá el informe «{report}». Las demás personas lo recibirán como hasta ahora.',
    stop: 'No recibir más estos correos',
    stoppedTitle: 'Ya no recibe este informe',
    stoppedText: 'El informe «{report}» no se le enviará más.',
    undo: 'Ha sido un error: seguir enviando',
    againTitle: 'Vuelve a recibir este informe',
    againText: 'El informe «{report}» se le enviará como hasta ahora.',
  },
  fr: {
    title: 'Ne plus recevoir ce rapport ?',
    text: 'Vous ne recevrez plus le rapport « {report} ». Les autres personnes le recevront comme avant.',
    stop: 'Ne plus recevoir ces courriels',
    stoppedTitle: 'Vous ne recevez plus ce rapport',
    stoppedText: 'Le rapport « {report} » ne vous sera plus envoyé.',
    undo: 'C’était une erreur : continuer l’envoi',
    againTitle: 'Vous recevez de nouveau ce rapport',
    againText: 'Le rapport « {report} » vous sera envoyé comme avant.',
  },
  ar: {
    title: 'ألا تريد تلقي هذا التقرير بعد الآن؟',
    text: 'لن تتلقى التقرير «{report}» بعد الآن. سيتلقاه الآخرون كما في السابق.',
    stop: 'إيقاف هذه الرسائل',
    stoppedTitle: 'لم تعد تتلقى هذا التقرير',
    stoppedText: 'لن يُرسل إليك التقرير «{report}» بعد الآن.',
    undo: 'كان ذلك خطأ: تابع الإرسال',
    againTitle: 'ستتلقى هذا التقرير من جديد',
    againText: 'سيُرسل إليك التقرير «{report}» كما في السابق.',
  },
};

import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import type { Frame, Page } from './document.tsx';
import { noticePage } from './notice-page.tsx';
import { oneClickDonePage, oneClickPage } from './one-click-page.tsx';
import { say } from './texts/texts.ts';

type View = Frame & { action: string };
type Texts = { title: string; text: string; stop: string; off: string; offText: string; undo: string; on: string };

const texts: Record<SurveyLanguage, Texts> = {
  en: {
    title: 'Mails about your feedback',
    text: '{company} writes to you when something becomes of what you said.',
    stop: 'No more of these mails',
    off: 'You get no more of these mails',
    offText: '{company} no longer writes to you about what became of your feedback.',
    undo: 'I do want these mails',
    on: 'You get these mails again',
  },
  de: {
    title: 'Mails zu Ihren Rückmeldungen',
    text: '{company} schreibt Ihnen, wenn aus Ihrer Rückmeldung etwas wird.',
    stop: 'Keine solchen Mails mehr',
    off: 'Sie erhalten keine solchen Mails mehr',
    offText: '{company} schreibt Ihnen nicht mehr, was aus Ihren Rückmeldungen wurde.',
    undo: 'Ich möchte diese Mails doch',
    on: 'Sie erhalten diese Mails wieder',
  },
  es: {
    title: 'Correos sobre sus opiniones',
    text: '{company} le escribe cuando su opinión da lugar a algo.',
    stop: 'No quiero más de estos correos',
    off: 'Ya no recibirá estos correos',
    offText: '{company} ya no le escribirá sobre lo que resultó de sus opiniones.',
    undo: 'Sí quiero estos correos',
    on: 'Volverá a recibir estos correos',
  },
  fr: {
    title: 'Messages sur vos avis',
    text: '{company} vous écrit lorsque votre avis a une suite.',
    stop: 'Ne plus recevoir ces messages',
    off: 'Vous ne recevrez plus ces messages',
    offText: '{company} ne vous écrira plus sur les suites de vos avis.',
    undo: 'Je veux recevoir ces messages',
    on: 'Vous recevrez de nouveau ces messages',
  },
  ar: {
    title: 'رسائل عن آرائك',
    text: 'تكتب إليك {company} عندما ينتج شيء عن رأيك.',
    stop: 'لا أريد هذه الرسائل بعد الآن',
    off: 'لن تصلك هذه الرسائل بعد الآن',
    offText: 'لن تكتب إليك {company} بعد الآن عما نتج عن آرائك.',
    undo: 'بل أريد هذه الرسائل',
    on: 'ستصلك هذه الرسائل من جديد',
  },
};

export function updatesPage(view: View): Page {
  const { title, text, stop } = texts[view.language];
  return oneClickPage({ ...view, title, text: say(text, view), button: stop });
}

export function updatesOffPage(view: View): Page {
  const { off, offText, undo } = texts[view.language];
  return oneClickDonePage({ ...view, title: off, text: say(offText, view), undo });
}

export function updatesOnPage(view: View): Page {
  const { on, text } = texts[view.language];
  return noticePage({ ...view, title: on, text: say(text, view) });
}

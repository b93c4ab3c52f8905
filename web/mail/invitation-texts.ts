import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

type Words = {
  /** Of a mail that invites, and of one that calls off. */
  subject: string;
  text: string;
  file: string;
  why: string;
};
type InvitationTexts = Record<'REQUEST' | 'CANCEL', Words> & { when: string; where: string; noAnswer: string };

/** What the mail says that invites somebody to an activity, or calls it off, in each language of mails. */
export const invitationTexts: Record<SurveyLanguage, InvitationTexts> = {
  en: {
    REQUEST: {
      subject: 'Invitation: {what}',
      text: '{company} has planned this with you.',
      file: 'The attached file puts it into your calendar, in the place of any earlier one.',
      why: 'You get this mail because {company} has planned something with you.',
    },
    CANCEL: {
      subject: 'Cancelled: {what}',
      text: '{company} has called this off.',
      file: 'The attached file takes it out of your calendar.',
      why: 'You get this mail because {company} had invited you.',
    },
    when: 'When',
    where: 'Where',
    noAnswer: 'Replies to this mail do not reach anybody.',
  },
  de: {
    REQUEST: {
      subject: 'Einladung: {what}',
      text: '{company} hat dies mit Ihnen geplant.',
      file: 'Die angehängte Datei trägt es in Ihren Kalender ein, an die Stelle einer früheren.',
      why: 'Sie erhalten diese Mail, weil {company} etwas mit Ihnen geplant hat.',
    },
    CANCEL: {
      subject: 'Abgesagt: {what}',
      text: '{company} hat dies abgesagt.',
      file: 'Die angehängte Datei nimmt es aus Ihrem Kalender.',
      why: 'Sie erhalten diese Mail, weil {company} Sie eingeladen hatte.',
    },
    when: 'Wann',
    where: 'Wo',
    noAnswer: 'Antworten auf diese Mail erreichen niemanden.',
  },
  es: {
    REQUEST: {
      subject: 'Invitación: {what}',
      text: '{company} ha planificado esto con usted.',
      file: 'El archivo adjunto lo añade a su calendario, en lugar de cualquiera anterior.',
      why: 'Recibe este correo porque {company} ha planificado algo con usted.',
    },
    CANCEL: {
      subject: 'Cancelado: {what}',
      text: '{company} lo ha cancelado.',
      file: 'El archivo adjunto lo quita de su calendario.',
      why: 'Recibe este correo porque {company} le había invitado.',
    },
    when: 'Cuándo',
    where: 'Dónde',
    noAnswer: 'Las respuestas a este correo no llegan a nadie.',
  },
  fr: {
    REQUEST: {
      subject: 'Invitation : {what}',
      text: '{company} a prévu ceci avec vous.',
      file: 'Le fichier joint l’ajoute à votre agenda, à la place de tout fichier précédent.',
      why: 'Vous recevez ce courriel parce que {company} a prévu quelque chose avec vous.',
    },
    CANCEL: {
      subject: 'Annulé : {what}',
      text: '{company} l’a annulé.',
      file: 'Le fichier joint le retire de votre agenda.',
      why: 'Vous recevez ce courriel parce que {company} vous avait invité.',
    },
    when: 'Quand',
    where: 'Où',
    noAnswer: 'Les réponses à ce message ne parviennent à personne.',
  },
  ar: {
    REQUEST: {
      subject: 'دعوة: {what}',
      text: 'حدّدت {company} هذا الموعد معك.',
      file: 'الملف المرفق يضيفه إلى تقويمك بدلًا من أي ملف سابق.',
      why: 'تصلك هذه الرسالة لأن {company} حدّدت موعدًا معك.',
    },
    CANCEL: {
      subject: 'أُلغي: {what}',
      text: 'ألغت {company} هذا الموعد.',
      file: 'الملف المرفق يزيله من تقويمك.',
      why: 'تصلك هذه الرسالة لأن {company} كانت قد دعتك.',
    },
    when: 'متى',
    where: 'أين',
    noAnswer: 'الردود على هذه الرسالة لا تصل إلى أحد.',
  },
};

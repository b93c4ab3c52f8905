import type { Purpose } from '../../shared/gate/refusal.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

type Asked = Exclude<Purpose, 'service'>;
type Texts = {
  /** What somebody agrees to, by purpose; stands in the place of `{what}`. */
  what: Record<Asked, string>;
  title: string;
  text: string;
  confirm: string;
  confirmedTitle: string;
  confirmedText: string;
  preferences: string;
  subject: string;
  mailText: string;
  open: string;
  until: string;
  why: string;
};

/**
 * What is said to somebody who is asked for a consent, by the mail and by the page of its link. These are the words that they
 * agree to: whoever changes what they mean gives them a new version (`TEXT_VERSION` in `shared/consent/ask.ts`).
 */
export const consentTexts: Record<SurveyLanguage, Texts> = {
  en: {
    what: {
      marketing: 'send offers and news by e-mail',
      survey: 'ask for an opinion by e-mail',
      profiling: 'evaluate the data about you, so that what you get by e-mail suits you',
      sale_of_data: 'pass the data about you on to other companies for money, and these may write by e-mail',
    },
    title: 'Please confirm',
    text: 'You agree that {company} may do this: {what}. The address is {email}. You can withdraw it at any time, with one click in each mail.',
    confirm: 'Yes, I agree',
    confirmedTitle: 'Confirmed',
    confirmedText: 'You agreed on {date} that {company} may do this: {what}. You can withdraw it at any time.',
    preferences: 'My preferences',
    subject: 'Please confirm: mails of {company}',
    mailText:
      'Your address was entered at {company} for this: {what}. Nothing of the kind happens before you confirm it on the page behind this link.',
    open: 'Open the page',
    until: 'The link works for {days}.',
    why: 'If it was not you, there is nothing that you have to do: without your confirmation nothing is sent.',
  },
  de: {
    what: {
      marketing: 'Angebote und Neuigkeiten per E-Mail senden',
      survey: 'per E-Mail um eine Meinung bitten',
      profiling: 'die Daten über Sie auswerten, damit zu Ihnen passt, was Sie per E-Mail erhalten',
      sale_of_data:
        'die Daten über Sie gegen Geld an andere Unternehmen weitergeben, die dann per E-Mail schreiben dürfen',
    },
    title: 'Bitte bestätigen Sie',
    text: 'Sie sind einverstanden, dass {company} dies tun darf: {what}. Die Adresse ist {email}. Sie können das jederzeit widerrufen, mit einem Klick in jeder Mail.',
    confirm: 'Ja, ich bin einverstanden',
    confirmedTitle: 'Bestätigt',
    confirmedText:
      'Sie haben am {date} zugestimmt, dass {company} dies tun darf: {what}. Sie können das jederzeit widerrufen.',
    preferences: 'Meine Einstellungen',
    subject: 'Bitte bestätigen: Mails von {company}',
    mailText:
      'Ihre Adresse wurde bei {company} dafür eingetragen: {what}. Nichts davon geschieht, bevor Sie es auf der Seite hinter diesem Link bestätigen.',
    open: 'Seite öffnen',
    until: 'Gültigkeit des Links: {days}.',
    why: 'Wenn Sie das nicht waren, müssen Sie nichts tun: Ohne Ihre Bestätigung wird nichts gesendet.',
  },
  es: {
    what: {
      marketing: 'enviar ofertas y novedades por correo electrónico',
      survey: 'pedir una opinión por correo electrónico',
      profiling: 'evaluar los datos sobre usted para que lo que reciba por correo le interese',
      sale_of_data:
        'ceder los datos sobre usted a otras empresas a cambio de dinero, que podrán escribir por correo electrónico',
    },
    title: 'Confirme, por favor',
    text: 'Usted acepta que {company} haga lo siguiente: {what}. La dirección es {email}. Puede retirarlo en cualquier momento, con un clic en cada correo.',
    confirm: 'Sí, acepto',
    confirmedTitle: 'Confirmado',
    confirmedText:
      'El {date} usted aceptó que {company} haga lo siguiente: {what}. Puede retirarlo en cualquier momento.',
    preferences: 'Mis preferencias',
    subject: 'Confirme, por favor: correos de {company}',
    mailText:
      'Su dirección se introdujo en {company} para lo siguiente: {what}. Nada de eso sucede antes de que usted lo confirme en la página de este enlace.',
    open: 'Abrir la página',
    until: 'Validez del enlace: {days}.',
    why: 'Si no fue usted, no tiene que hacer nada: sin su confirmación no se envía nada.',
  },
  fr: {
    what: {
      marketing: 'envoyer des offres et des nouvelles par courriel',
      survey: 'demander un avis par courriel',
      profiling: 'évaluer les données vous concernant, pour que ce que vous recevez par courriel vous convienne',
      sale_of_data:
        'céder les données vous concernant à d’autres entreprises contre paiement, qui pourront écrire par courriel',
    },
    title: 'Veuillez confirmer',
    text: 'Vous acceptez que {company} fasse ceci\u00a0: {what}. L’adresse est {email}. Vous pouvez le retirer à tout moment, d’un clic dans chaque message.',
    confirm: 'Oui, j’accepte',
    confirmedTitle: 'Confirmé',
    confirmedText:
      'Le {date}, vous avez accepté que {company} fasse ceci\u00a0: {what}. Vous pouvez le retirer à tout moment.',
    preferences: 'Mes préférences',
    subject: 'Veuillez confirmer\u00a0: courriels de {company}',
    mailText:
      'Votre adresse a été saisie chez {company} pour ceci\u00a0: {what}. Rien de tel ne se passe avant que vous ne le confirmiez sur la page de ce lien.',
    open: 'Ouvrir la page',
    until: 'Validité du lien\u00a0: {days}.',
    why: 'Si ce n’était pas vous, vous n’avez rien à faire\u00a0: sans votre confirmation, rien n’est envoyé.',
  },
  ar: {
    what: {
      marketing: 'إرسال العروض والأخبار بالبريد الإلكتروني',
      survey: 'طلب الرأي بالبريد الإلكتروني',
      profiling: 'تقييم البيانات المتعلقة بك ليناسبك ما يصلك بالبريد الإلكتروني',
      sale_of_data: 'تمرير البيانات المتعلقة بك إلى شركات أخرى مقابل المال، ويجوز لها أن تكتب بالبريد الإلكتروني',
    },
    title: 'يُرجى التأكيد',
    text: 'توافق على أن تقوم {company} بما يلي: {what}. العنوان هو {email}. يمكنك سحب الموافقة في أي وقت بنقرة واحدة في كل رسالة.',
    confirm: 'نعم، أوافق',
    confirmedTitle: 'تم التأكيد',
    confirmedText: 'وافقت في {date} على أن تقوم {company} بما يلي: {what}. يمكنك سحب الموافقة في أي وقت.',
    preferences: 'تفضيلاتي',
    subject: 'يُرجى التأكيد: رسائل {company}',
    mailText:
      'أُدخل عنوانك لدى {company} من أجل ما يلي: {what}. لن يحدث شيء من ذلك قبل أن تؤكده في الصفحة خلف هذا الرابط.',
    open: 'فتح الصفحة',
    until: 'مدة صلاحية الرابط: {days}.',
    why: 'إن لم تكن أنت من فعل ذلك فلا يلزمك شيء: لن يُرسَل شيء دون تأكيدك.',
  },
};

/** What somebody agrees to, in their language. */
export const whatIsAsked = (language: SurveyLanguage, purpose: Purpose): string =>
  purpose === 'service' ? '' : consentTexts[language].what[purpose];

import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

/** What the mail says that asks an outside address whether it wants a company's mail, in each language of mails. */
export const askTexts = {
  en: {
    subject: 'May {company} send you mails?',
    text: 'Somebody at {company} has entered this address so that it gets mails about what customers say, such as alerts. Nothing is sent before you agree.',
    open: 'Agree or refuse',
    until: 'The link works for {days}.',
    why: 'You get this mail because your address was entered at {company}. If you did not expect it, there is nothing that you have to do.',
  },
  de: {
    subject: 'Darf {company} Ihnen Mails senden?',
    text: 'Jemand bei {company} hat diese Adresse eingetragen, damit sie Mails über Rückmeldungen von Kunden erhält, zum Beispiel Alarme. Vor Ihrer Zustimmung wird nichts gesendet.',
    open: 'Zustimmen oder ablehnen',
    until: 'Gültigkeit des Links: {days}.',
    why: 'Sie erhalten diese Mail, weil Ihre Adresse bei {company} eingetragen wurde. Wenn Sie das nicht erwartet haben, müssen Sie nichts tun.',
  },
  es: {
    subject: '¿Puede {company} enviarle correos?',
    text: 'Alguien de {company} ha introducido esta dirección para que reciba correos sobre lo que dicen los clientes, por ejemplo alertas. No se envía nada antes de que usted acepte.',
    open: 'Aceptar o rechazar',
    until: 'Validez del enlace: {days}.',
    why: 'Recibe este correo porque su dirección se introdujo en {company}. Si no lo esperaba, no tiene que hacer nada.',
  },
  fr: {
    subject: 'Recevoir des courriels de {company} ?',
    text: 'Quelqu’un chez {company} a saisi cette adresse pour qu’elle reçoive des courriels sur ce que disent les clients, par exemple des alertes. Rien n’est envoyé avant votre accord.',
    open: 'Accepter ou refuser',
    until: 'Validité du lien : {days}.',
    why: 'Vous recevez ce courriel parce que votre adresse a été saisie chez {company}. Si vous ne l’attendiez pas, vous n’avez rien à faire.',
  },
  ar: {
    subject: 'هل يمكن لـ {company} أن ترسل إليك رسائل؟',
    text: 'أدخل شخص في {company} هذا العنوان لتصله رسائل عمّا يقوله العملاء، مثل التنبيهات. لن يُرسَل شيء قبل موافقتك.',
    open: 'الموافقة أو الرفض',
    until: 'مدة صلاحية الرابط: {days}.',
    why: 'تصلك هذه الرسالة لأن عنوانك أُدخل لدى {company}. إن لم تكن تتوقعها فلا يلزمك فعل شيء.',
  },
} satisfies Record<SurveyLanguage, Record<string, string>>;

import type { Document } from '../../shared/document/document.schema.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

type Texts = {
  title: string;
  text: string;
  /** What the document is; an `id` shows who somebody is. */
  kinds: Record<Document['kind'], string>;
  fetch: string;
  until: string;
  subject: string;
  mailText: string;
  open: string;
  why: string;
};

/** What is said to somebody with whom a document is shared, by the mail and by the page of its link. */
export const documentTexts: Record<SurveyLanguage, Texts> = {
  en: {
    title: 'A document for you',
    text: '{company} has shared this document with you.',
    kinds: {
      contract: 'Contract',
      id: 'Proof of identity',
      invoice: 'Invoice',
      photo: 'Photo',
      service_report: 'Service report',
      consent: 'Consent form',
      other: 'Document',
    },
    fetch: 'Download',
    until: 'You can download it until {time}.',
    subject: 'A document from {company}',
    mailText: '{company} has shared a document with you: {name}. You can download it on the page behind this link.',
    open: 'Open the page',
    why: 'Whoever has this link can download the document. If you did not expect it, please ask {company} before you open it.',
  },
  de: {
    title: 'Ein Dokument für Sie',
    text: '{company} hat dieses Dokument mit Ihnen geteilt.',
    kinds: {
      contract: 'Vertrag',
      id: 'Ausweis',
      invoice: 'Rechnung',
      photo: 'Foto',
      service_report: 'Servicebericht',
      consent: 'Einwilligung',
      other: 'Dokument',
    },
    fetch: 'Herunterladen',
    until: 'Sie können es bis {time} herunterladen.',
    subject: 'Ein Dokument von {company}',
    mailText:
      '{company} hat ein Dokument mit Ihnen geteilt: {name}. Sie können es auf der Seite hinter diesem Link herunterladen.',
    open: 'Seite öffnen',
    why: 'Wer diesen Link hat, kann das Dokument herunterladen. Wenn Sie es nicht erwartet haben, fragen Sie bitte bei {company} nach, bevor Sie es öffnen.',
  },
  es: {
    title: 'Un documento para usted',
    text: '{company} ha compartido este documento con usted.',
    kinds: {
      contract: 'Contrato',
      id: 'Documento de identidad',
      invoice: 'Factura',
      photo: 'Foto',
      service_report: 'Informe de servicio',
      consent: 'Consentimiento',
      other: 'Documento',
    },
    fetch: 'Descargar',
    until: 'Puede descargarlo hasta el {time}.',
    subject: 'Un documento de {company}',
    mailText: '{company} ha compartido un documento con usted: {name}. Puede descargarlo en la página de este enlace.',
    open: 'Abrir la página',
    why: 'Quien tenga este enlace puede descargar el documento. Si no lo esperaba, pregunte a {company} antes de abrirlo.',
  },
  fr: {
    title: 'Un document pour vous',
    text: '{company} a partagé ce document avec vous.',
    kinds: {
      contract: 'Contrat',
      id: 'Pièce d’identité',
      invoice: 'Facture',
      photo: 'Photo',
      service_report: 'Rapport d’intervention',
      consent: 'Consentement',
      other: 'Document',
    },
    fetch: 'Télécharger',
    until: 'Vous pouvez le télécharger jusqu’au {time}.',
    subject: 'Un document de {company}',
    mailText:
      '{company} a partagé un document avec vous\u00a0: {name}. Vous pouvez le télécharger sur la page de ce lien.',
    open: 'Ouvrir la page',
    why: 'Quiconque a ce lien peut télécharger le document. Si vous ne l’attendiez pas, demandez à {company} avant de l’ouvrir.',
  },
  ar: {
    title: 'مستند لك',
    text: 'شاركت {company} هذا المستند معك.',
    kinds: {
      contract: 'عقد',
      id: 'إثبات هوية',
      invoice: 'فاتورة',
      photo: 'صورة',
      service_report: 'تقرير خدمة',
      consent: 'موافقة',
      other: 'مستند',
    },
    fetch: 'تنزيل',
    until: 'يمكنك تنزيله حتى {time}.',
    subject: 'مستند من {company}',
    mailText: 'شاركت {company} مستندًا معك: {name}. يمكنك تنزيله من الصفحة خلف هذا الرابط.',
    open: 'فتح الصفحة',
    why: 'يمكن لكل من لديه هذا الرابط تنزيل المستند. إن لم تكن تتوقعه فاسأل {company} قبل فتحه.',
  },
};

import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

type Texts = Record<
  'planned' | 'in_progress' | 'shipped' | 'wont_do' | 'began' | 'done' | 'decided' | 'people',
  string
>;

/** What the public page of an initiative says beside the company's own words. */
export const pageTexts: Record<SurveyLanguage, Texts> = {
  en: {
    planned: 'Planned',
    in_progress: 'In progress',
    shipped: 'Done',
    wont_do: 'Will not be done',
    began: 'Work began on {date}',
    done: 'Done on {date}',
    decided: 'Decided on {date}',
    people: 'Asked for by {people} people',
  },
  de: {
    planned: 'Geplant',
    in_progress: 'In Arbeit',
    shipped: 'Erledigt',
    wont_do: 'Wird nicht umgesetzt',
    began: 'In Arbeit seit {date}',
    done: 'Erledigt am {date}',
    decided: 'Entschieden am {date}',
    people: 'Gewünscht von {people} Personen',
  },
  es: {
    planned: 'Previsto',
    in_progress: 'En curso',
    shipped: 'Hecho',
    wont_do: 'No se hará',
    began: 'En curso desde el {date}',
    done: 'Hecho el {date}',
    decided: 'Decidido el {date}',
    people: 'Lo han pedido {people} personas',
  },
  fr: {
    planned: 'Prévu',
    in_progress: 'En cours',
    shipped: 'Terminé',
    wont_do: 'Ne sera pas réalisé',
    began: 'En cours depuis le {date}',
    done: 'Terminé le {date}',
    decided: 'Décidé le {date}',
    people: 'Demandé par {people} personnes',
  },
  ar: {
    planned: 'مخطط له',
    in_progress: 'قيد التنفيذ',
    shipped: 'تم',
    wont_do: 'لن يُنفَّذ',
    began: 'بدأ العمل في {date}',
    done: 'تم في {date}',
    decided: 'تقرر في {date}',
    people: 'عدد من طلبوا ذلك: {people}',
  },
};

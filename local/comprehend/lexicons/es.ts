import type { Valences } from './valences.ts';

/** Own lexicon of Spanish customer language. */
export const spanish: Valences = [
  [
    -3,
    `horrible*, terrible*, pésim*, pesim*, espantos*, asqueros*, asco, estafa*, fraude*, robo, ladron*, vergüenza, vergonzos*, inaceptable*, desastre*, desastros*, basura, inútil*, peor*,
    nunca más, nunca mas, jamás volver*, odio, odiar*, nefast*, lamentable*, infame*, pesadilla*, indignante*, inservible*, engañ*, perdida de tiempo, pérdida de tiempo, pérdida de dinero, incomible*, deplorable*`,
  ],
  [
    -2,
    `mal, mala, malas, malo, malos, malísim*, rot*, averiad*, defectuos*, decepcion*, frustrant*, frustrad*, molest*, enfad*, enoj*, furios*, groser*, maleducad*, antipátic*, incompetente*,
    poco profesional*, fall*, error*, no funciona*, no sirve*, no responde*, no contest*, no recomiend*, no lo recomiend*, sin respuesta, sin solución, dañad*, suci*, carísim*, sobrevalorad*, queja*, reclam*,
    ignor*, insatisfech*, incumpl*, mentir*, mentira*, abus*, cobro indebido, cobraron dos veces, cobrado dos veces, perdid*, perdier*, cancel*, bloquead*, caíd*, trist*, fatal, feo, fea, aburrid*, insoportable*, caduc*, quemad*, insípid*, deficiente*, penos*, chapuz*, timo`,
  ],
  [
    -1,
    `lent*, tard*, retras*, demor*, esper*, car*, problema*, difícil*, dificil*, complicad*, confus*, falta*, faltan, devol*, reembols*, devuelt*, ruid*, frío, fría, pequeñ*, regular*,
    mediocre*, lástima, desgraciadamente, lamentablemente, insuficiente*, incómod*, incomod*, todavía no, aún no, desactualizad*, antigu*, escas*, duda*, nadie`,
  ],
  [
    1,
    `bien, ok, correct*, rápid*, rapid*, fácil*, facil*, sencill*, clar*, limpi*, fresc*, puntual*, educad*, útil*, util*, práctic*, funciona*, resuelt*, solucion*, barat*, económic*, just*, segur*, cómod*, comod*, adecuad*, interesante*, ágil*, resolv*, ayud*`,
  ],
  [
    2,
    `buen*, mejor*, amable*, simpátic*, atent*, servicial*, eficient*, eficaz*, profesional*, fiable*, confiable*, satisfech*, content*, recomiend*, recomend*, gracias, agradec*, gust*, encant*, bonit*, ric*, sabros*, delicios*, feliz*, felices, alegr*, content*, calidad, vale la pena, muy bien, acogedor*, agradable*, intuitiv*, útilísim*`,
  ],
  [
    3,
    `excelent*, fantástic*, fantastic*, maravillos*, perfect*, increíble*, increible*, espectacular*, estupend*, genial*, magnífic*, magnific*, extraordinari*, inmejorable*, fenomenal*, impecable*, amo, adoro, buenísim*, buenisim*, riquísim*, sobresaliente*, insuperable*, de diez, diez, brillante*`,
  ],
];

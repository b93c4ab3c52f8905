/**
 * Own lists of words that say nothing of what a text is about, by language. Negations are none of them: "does not load"
 * and "loads" are not the same. French elisions are words of their own, as the tokeniser makes them.
 */
const lists: Readonly<Record<string, string>> = {
  en: `a about above after again all also am an and any are as at be because been before being below between both but by can could did do does doing down during each few for from further had has have having he her here hers him his how however i i'd i'll i'm i've if in into is it it's its itself just me more most my myself now of off on once only or other our ours out over own please same she should so some such than that that's the their theirs them then there these they they're they've this those though through to too under until up us very was we we'd we'll we're we've were what when where which while who whom why will with would you you'd you'll you're you've your yours`,
  de: `aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist bitte da damit dann das dass dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines einige er es etwas euch euer für gegen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jetzt kann kannst können könnte mal man mein meine meinem meinen meiner mich mir mit muss müssen nach noch nun nur ob oder schon sehr sei sein seine seinem seinen seiner seit selbst sich sie sind so solche soll sollte sonst über um und uns unser unsere unseren unter viel vom von vor war waren was weil weiter welche wenn wer werde werden wie wieder will wir wird wo wollen wurde wurden zu zum zur zwar zwischen`,
  es: `a al algo algunas algunos ante antes como con contra cual cuando de del desde donde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este esto estos estoy favor fue fueron ha hace hacer hacia han has hasta hay he la las le les lo los más me mi mí mis mucho muchos muy nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco por porque pues que qué quien quién se sea ser si sí sido sobre solo sólo somos son soy su sus también tan tanto te tener tengo tiene tienen toda todas todo todos tu tú tus un una unas uno unos usted ustedes y ya yo`,
  fr: `à afin ai ainsi alors après as au aussi autre autres aux avait avant avec avez avoir avons c' ça car ce ceci cela ces cet cette ceux chaque chez ci comme comment d' dans de depuis des donc dont du elle elles en encore entre es est et étaient était été être eu eux fait faire fois font hors ici il ils j' je l' la là le les leur leurs lui m' ma mais me même mes moi mon nos notre nous on ont ou où par parce peu peut peux plus plusieurs pour pourquoi puis puisque qu' quand que quel quelle quelles quels qui quoi s' sa se ses seulement si son sont sous sur t' ta te tes toi ton tous tout toute toutes très tu un une vers voici voilà vos votre vous y`,
  it: `a abbiamo ad ai al alla alle allo anche ancora avere aveva c' che chi ci ciò col come con cosa cui d' da dagli dai dal dalla dalle dei del dell' della delle dello di do dopo dove e è ed era erano essere fa fare fra gli ha hai hanno ho i il in io l' la le lei li lo loro lui ma me mi mia mie miei mio molto ne negli nei nel nella nelle noi nostra nostre nostri nostro o ogni per perché più poi prima qual quale quando quanto quella quelle quelli quello questa queste questi questo qui s' se sei si sia siamo sono sta su sua sue sugli sui sul sulla sulle suo suoi tra tu tua tuo tutte tutti tutto un un' una uno vi voi`,
  pt: `a à ainda ao aos aquela aquele aquilo as às até com como da das de dela dele deles depois do dos e é ela elas ele eles em entre era eram essa essas esse esses esta está estão estas estava este estes estou eu favor fazer foi for foram há isso isto já lhe lhes lo mais mas me mesmo meu meus minha minhas muito na nas no nos nós nossa nosso num numa o os ou para pela pelas pelo pelos por porque quando que quem são se seja ser seu seus só sobre sua suas também te tem têm tenho ter teu tudo um uma umas uns você vocês vos`,
};

const known = new Map<string, ReadonlySet<string>>();

/** Words of a language that are left out when texts are compared; none where there is no list. */
export function stopWordsOf(language: string): ReadonlySet<string> {
  let words = known.get(language);
  if (!words) {
    words = new Set(Object.hasOwn(lists, language) ? (lists[language] ?? '').split(' ') : []);
    known.set(language, words);
  }
  return words;
}

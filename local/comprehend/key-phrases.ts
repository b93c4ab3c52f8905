import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import { codePointsBefore } from './offsets.ts';

export type KeyPhrase = { Text: string; Score: number; BeginOffset: number; EndOffset: number };

const nlp = winkNLP(model);
nlp.learnCustomEntities(
  [{ name: 'noun phrase', patterns: ['[DET|] [ADJ|] [ADJ|] [NOUN|PROPN] [NOUN|PROPN|] [NOUN|PROPN|]'] }],
  { matchValue: false, usePOS: true, useEntity: false },
);

/** Noun phrases of a text: by part of speech in English, elsewhere by what stands between function words. */
export function keyPhrasesOf(text: string, language: string): KeyPhrase[] {
  const phrases = language === 'en' ? nlp.readDoc(text).customEntities().out() : chunks(text, language);
  const codePoints = codePointsBefore(text);
  const found: KeyPhrase[] = [];
  let from = 0;
  for (const phrase of phrases) {
    const start = text.indexOf(phrase, from);
    // The tokenizer may have normalised spaces inside a phrase; such a phrase has no place to point to.
    if (start === -1) continue;
    from = start + phrase.length;
    found.push({ Text: phrase, Score: 0.95, BeginOffset: codePoints(start), EndOffset: codePoints(from) });
  }
  return found;
}

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));
/** Function words and everyday verbs: they end a phrase. Articles may begin one. */
const functionWords: Record<string, ReadonlySet<string>> = {
  de: list(
    'und oder aber ich du er es wir sie man mich mir dich dir uns euch ihnen ihm ihr ist sind war waren bin bist sein wird werden wurde wurden hat habe haben hatte hatten kann können konnte muss müssen musste soll sollte will wollte nicht kein keine keinen keiner nie niemand auch nur noch schon sehr zu so wie als wenn weil dass ob mit von bei nach aus für auf an in im am um über unter vor durch gegen ohne bis seit zum zur beim vom sich da dann hier dort jetzt wieder immer mehr viel alles etwas nichts was wer wo wann warum bitte leider gut schlecht kam kommt geht ging gibt gab macht gemacht wirklich ganz total einfach',
  ),
  es: list(
    'y o pero yo tú él ella nosotros ellos ellas me te se nos le les lo que es son era eran fue fueron ser estar está están estaba estoy soy hay ha han he hemos había tengo tiene tienen no nunca nada nadie también sólo solo ya muy más menos tan como cuando porque si con de a en por para sin sobre entre hasta desde al del esto eso aquí allí ahora siempre mucho mucha todo algo quien donde por favor bien mal puede pueden pudo hacer hace hizo',
  ),
  fr: list(
    "et ou mais je j' tu il elle on nous vous ils elles me m' te t' se s' lui leur y en que qu' qui est sont était étaient été être suis es ai as a avons avez ont avait avoir ne n' pas jamais rien personne aussi seulement très trop plus moins si comme quand parce avec de d' à au aux dans par pour sans sur sous entre jusqu' depuis du ceci cela ça c' ici là maintenant toujours beaucoup tout quelque où bien mal peut peuvent faire fait toujours merci",
  ),
  pt: list(
    'e ou mas eu você ele ela nós eles elas me te se lhe que é são era foi foram ser estar está estão há tem têm não nunca nada ninguém também só já muito mais menos tão como quando porque com de em por para sem sobre entre até desde no na nos nas do da dos das ao à isso aqui ali agora sempre tudo bem mal pode fazer faz fez',
  ),
  it: list(
    'e o ma io tu lui lei noi voi loro mi ti si ci vi che è sono era erano essere stato ho ha hanno abbiamo avere non mai niente nessuno anche solo già molto più meno così come quando perché con di a in per senza su tra fra fino da del della dei delle al alla nel nella sul sulla questo quello qui lì ora sempre tutto bene male può fare fatto',
  ),
};
const articles = list(
  'der die das den dem des ein eine einen einem einer eines el la los las un una unos unas le les une des o os uma uns umas il lo gli i uno',
);

function chunks(text: string, language: string): string[] {
  const stops = functionWords[language];
  // Without a word list for the language, each run between marks is as good a phrase as any.
  if (!stops) return text.split(/[\s.,;:!?…。、！？]+/u).filter((word) => word.length > 1);
  const phrases: string[] = [];
  let [start, end, words] = [-1, -1, 0];
  const close = () => {
    if (words > 0) phrases.push(text.slice(start, end));
    [start, end, words] = [-1, -1, 0];
  };
  for (const { index, segment, isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const word = segment.toLowerCase();
    if (!isWordLike) {
      if (segment.trim() !== '') close();
      continue;
    }
    if (articles.has(word) || stops.has(word)) close();
    if (stops.has(word)) continue;
    if (start === -1) start = index;
    end = index + segment.length;
    if (!articles.has(word) && word.length > 1) words++;
    if (words === 3) close();
  }
  close();
  return phrases;
}

import { eld } from 'eld/extrasmall';

export type DominantLanguage = { LanguageCode: string; Score: number };

/** Most likely languages with confidence, best first. Chinese keeps its script apart, as the service does. */
export function dominantLanguages(text: string): DominantLanguage[] {
  const scores = Object.entries(eld.detect(text).getScores());
  const total = scores.reduce((sum, [, score]) => sum + score ** 8, 0);
  if (total === 0) return [{ LanguageCode: 'en', Score: 0.2 }];
  return scores
    .map(([language, score]) => ({
      LanguageCode: language === 'zh' && isTraditional(text) ? 'zh-TW' : language,
      Score: score ** 8 / total,
    }))
    .sort((a, b) => b.Score - a.Score)
    .slice(0, 3);
}

/** Characters that are written this way only in traditional script. */
const isTraditional = (text: string): boolean => /[們這個說對時會還與學國來開關電話員務買賣讓應將經]/u.test(text);

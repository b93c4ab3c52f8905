/** Languages whose texts can be analysed. */
export const analysedLanguages = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'zh'] as const;

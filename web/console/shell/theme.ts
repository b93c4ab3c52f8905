const CHOSEN = 'heed.theme';
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const chosenTheme = (): Theme => themes.find((theme) => theme === localStorage.getItem(CHOSEN)) ?? 'system';

/** Draws in the chosen theme; style/tokens.css does the rest. */
export function followTheme(): void {
  document.documentElement.dataset['theme'] = chosenTheme();
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(CHOSEN, theme);
  followTheme();
}

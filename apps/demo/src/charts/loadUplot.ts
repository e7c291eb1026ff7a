import type uPlot from 'uplot';

/**
 * The chart library. As it is loaded it asks for numbers in the browser's language, and fails where that is none, as "en-US@posix" of a Linux
 * without a locale: there it is told another one.
 */
export async function loadUplot(): Promise<typeof uPlot> {
  if (!isLanguage(navigator.language)) {
    Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
  }
  return (await import('uplot')).default;
}

function isLanguage(tag: string): boolean {
  try {
    new Intl.Locale(tag);
    return true;
  } catch {
    return false;
  }
}

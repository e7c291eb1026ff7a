import type uPlot from 'uplot';

/**
 * The chart library. As it is loaded it asks for numbers in the browser's language, and fails where that is none, as "en-US@posix" of a Linux
 * without a locale: there it is told another one.
 */
async function loadUplot(): Promise<typeof uPlot> {
  if (!isLanguage(navigator.language)) {
    Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
  }
  return (await import('uplot')).default;
}

let last: Promise<unknown> = Promise.resolve();

/** Draws one chart after the other, each in a task of its own: several at once would hold the page up. */
export function drawInTurn(draw: (Chart: typeof uPlot) => void): Promise<void> {
  const drawing = Promise.all([loadUplot(), last]).then(async ([Chart]) => {
    await new Promise((resolve) => setTimeout(resolve));
    draw(Chart);
  });
  last = drawing.catch(() => undefined);
  return drawing;
}

function isLanguage(tag: string): boolean {
  try {
    new Intl.Locale(tag);
    return true;
  } catch {
    return false;
  }
}

/** As wide as its place allows. */
export function sizeOf(element: HTMLElement, square: boolean): { width: number; height: number } {
  const width = Math.max(200, Math.floor(element.clientWidth));
  return { width, height: square ? Math.min(width, 340) : 190 };
}

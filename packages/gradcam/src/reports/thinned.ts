/** At most `most` of a curve's points, evenly chosen, ends kept: a curve of 25,000 points looks the same and weighs a hundredth. */
export function thinned<Point>(points: readonly Point[], most = 300): Point[] {
  if (points.length <= most) return [...points];
  return Array.from({ length: most }, (_, n) => points[Math.round((n * (points.length - 1)) / (most - 1))]);
}

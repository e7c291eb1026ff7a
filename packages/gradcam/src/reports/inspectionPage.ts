export function renderInspection(inspection: unknown) {
  return JSON.stringify(inspection);
}

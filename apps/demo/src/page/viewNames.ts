/** The views, as the address names them. */
export const viewNames = ['explain', 'train', 'corpus', 'device'] as const;
export type ViewName = (typeof viewNames)[number];
